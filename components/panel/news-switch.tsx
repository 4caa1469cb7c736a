import { useId } from 'preact/hooks';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

/** Whether new campaigns are told of. It is on as long as the browser grants notifications, and asks for them when it is turned on. */
export function NewsSwitch({ tells }: { tells: boolean }) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { news: act } = usePanelState().acts;
  const id = useId();
  return (
    <div>
      <label class="pick-one">
        <input
          type="checkbox"
          checked={tells}
          aria-describedby={id}
          // Not `disabled`, which would take the focus away while the browser asks.
          aria-disabled={isBusy(act)}
          onChange={() => void (isBusy(act) || panel.tellOfNew(!tells))}
        />
        {t('news_tell')}
      </label>
      <p class="faded" id={id}>
        {t('news_says')}
      </p>
      <FailureNotice failure={failureIn(act)} />
    </div>
  );
}
