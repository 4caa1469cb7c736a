import { useEffect, useRef } from 'preact/hooks';
import type { LabelView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { formatTime } from '../parts/time.ts';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

const sentences = { won: 'appeal_won', lost: 'appeal_lost', lapsed: 'appeal_lapsed' } as const;

/** The appeal of a rejected label: to make one while that is possible, else how it stands or how it ended. */
export function AppealLines({ label: { id, appeal } }: { label: LabelView }) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const { [`appeal ${id}` as const]: act } = usePanelState().acts;
  const status = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  const isOpen = appeal?.state === 'open';
  // The button that had the focus is gone: what it has done is read instead.
  useEffect(() => {
    if (isOpen && pressed.current) status.current?.focus();
  }, [isOpen]);
  if (appeal === null) return null;
  const { state, until, left } = appeal;
  if (state === 'open')
    return (
      <p ref={status} tabIndex={-1}>
        {t('appeal_open', formatTime(until, locale))}
      </p>
    );
  if (state !== 'possible') return <p>{t(sentences[state])}</p>;
  return (
    <>
      <p>{t('appeal_says', formatTime(until, locale), left)}</p>
      <ActButton
        disabled={left === 0}
        busy={isBusy(act)}
        onClick={() => {
          pressed.current = true;
          void panel.appeal(id);
        }}
      >
        {t('appeal')}
      </ActButton>
      <FailureNotice failure={failureIn(act)} />
    </>
  );
}
