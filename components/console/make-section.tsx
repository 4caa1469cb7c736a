import { plural, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState, useEditing } from './console-context.ts';

/** What making a private question set means, and the button that makes it. */
export function MakeSection() {
  const language = useLanguage();
  const { t } = language;
  const { keepSet } = useConsole();
  const { keepSet: act } = useConsoleState().acts;
  const { view, state } = useEditing();
  const { faults } = view;
  return (
    <section aria-labelledby="plan-make">
      <h2 id="plan-make">{t('set_make_title')}</h2>
      <p>{t('sets_says')}</p>
      <p>{t('set_make_says')}</p>
      {faults.length > 0 && (
        <p class="notice warn" role="status">
          {plural(language, faults.length, 'plan_faults_one', 'plan_faults_many')}
        </p>
      )}
      <button
        type="button"
        class="primary big lock"
        disabled={faults.length > 0 || act?.state === 'busy' || state !== 'saved'}
        onClick={() => void keepSet()}
      >
        {t('set_make')}
      </button>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </section>
  );
}
