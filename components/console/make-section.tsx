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
  const { faults, of } = view;
  const isReady = faults.length === 0 && act?.state !== 'busy' && state === 'saved';
  return (
    <section aria-labelledby="plan-make">
      <h2 id="plan-make">{t(of === undefined ? 'set_make_title' : 'set_change_title')}</h2>
      <p>{t('sets_says')}</p>
      <p>{t(of === undefined ? 'set_make_says' : 'set_change_says')}</p>
      {faults.length > 0 && (
        <p class="notice warn" role="status">
          {plural(language, faults.length, 'plan_faults_one', 'plan_faults_many')}
        </p>
      )}
      <button type="button" class="primary big lock" disabled={!isReady} onClick={() => void keepSet()}>
        {t(of === undefined ? 'set_make' : 'set_change')}
      </button>
      {of !== undefined && (
        <button type="button" disabled={!isReady} onClick={() => void keepSet(true)}>
          {t('set_as_new')}
        </button>
      )}
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </section>
  );
}
