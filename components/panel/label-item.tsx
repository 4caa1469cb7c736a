import { formatMoney } from '../../lib/view/format-money.ts';
import type { LabelView } from '../../lib/view/overview.ts';
import { useNow } from '../parts/clock.ts';
import { stateName, stateText } from '../parts/label-state.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { reasonText } from '../parts/reason.ts';
import { formatTime } from '../parts/time.ts';
import { answerText } from '../question/answer-text.ts';
import { failureIn, isBusy } from './act.ts';
import { AppealLines } from './appeal-lines.tsx';
import { CrowdLines } from './crowd-lines.tsx';
import { usePanelState } from './panel-context.ts';
import { ReceiptLine } from './receipt-line.tsx';
import { WorkLines } from './work-lines.tsx';

/** One label: the answer, the page, the state in a sentence, the reason if there is one, receipt and epoch. */
export function LabelItem({ label, onUndo }: { label: LabelView; onUndo(): void }) {
  const { t, locale } = useLanguage();
  const { [`undo ${label.id}` as const]: undo } = usePanelState().acts;
  const left = Math.ceil((label.undoUntil - useNow(label.undoUntil)) / 1000);
  return (
    <li class="note label" tabIndex={-1}>
      <p class="line">
        <span class={`badge ${label.state}`}>
          {label.isPrivate ? t('label_private') : stateName(t, label.state)}
        </span>
        {label.amount !== null && <span class="price">{formatMoney(label.amount, locale)}</span>}
      </p>
      {label.questions.map((question) => (
        <p key={question.id} class="answer" dir="auto">
          {answerText(question, label.body[question.id], t)}
        </p>
      ))}
      <p class="faded" dir="auto">
        {label.title}
      </p>
      {label.quote !== null && label.quote !== '' && (
        <blockquote class="quote" dir="auto">
          {label.quote}
        </blockquote>
      )}
      <PageLink address={label.page} />
      <p>{stateText(t, label.state)}</p>
      {label.crowd !== null && <CrowdLines crowd={label.crowd} questions={label.questions} />}
      <WorkLines label={label} />
      {label.reason !== null && (
        <p class="notice warn">
          {reasonText(t, label.reason)}
          {label.reason.detail !== null && (
            <span class="detail">
              {label.reason.code === 'duplicate' && t('reason_first_batch')} {label.reason.detail}
            </span>
          )}
        </p>
      )}
      <AppealLines label={label} />
      <ReceiptLine label={label} />
      <p class="faded">{formatTime(label.savedAt, locale)}</p>
      {/* Also when its time is over, as long as it waits: its relay may be gone for good. */}
      {label.state === 'queued' && (
        // Not `disabled`, which would take the focus away while nobody knows yet whether the label goes.
        <button type="button" aria-disabled={isBusy(undo)} onClick={isBusy(undo) ? undefined : onUndo}>
          {t(label.isPrivate && left <= 0 ? 'label_delete' : 'undo')}{' '}
          {left > 0 && <span aria-hidden="true">{t('seconds', left)}</span>}
        </button>
      )}
      <FailureNotice failure={failureIn(undo)} />
    </li>
  );
}

/** Only web addresses become links. */
const PageLink = ({ address }: { address: string }) =>
  /^https?:\/\//.test(address) ? (
    <a class="address" href={address} target="_blank" rel="noopener noreferrer" dir="ltr" title={address}>
      {address}
    </a>
  ) : (
    <span class="address">{address}</span>
  );
