import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useEditing } from './console-context.ts';

/** Whether what is typed is kept: "saved" after the strict commit, and never before. */
export function SaveLine() {
  const { t } = useLanguage();
  const { go, saveAgain } = useConsole();
  const { id, state, failure } = useEditing();
  return (
    <div class="end">
      <p role="status" class={state === 'saved' ? 'good' : 'faded'}>
        {state === 'saved' && t('plan_saved')}
        {state === 'saving' && t('saving')}
      </p>
      {state === 'elsewhere' && (
        <div role="alert" class="notice warn">
          <p>{t('plan_elsewhere')}</p>
          <button type="button" onClick={() => void go({ at: 'plan', id })}>
            {t('plan_take_newer')}
          </button>
        </div>
      )}
      {state === 'failed' && (
        <>
          <FailureNotice failure={failure} />
          <button type="button" onClick={saveAgain}>
            {t('try_again')}
          </button>
        </>
      )}
    </div>
  );
}
