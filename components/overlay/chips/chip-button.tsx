import { useLanguage } from '../../parts/language.ts';
import { useStore } from '../../parts/use-store.ts';
import { answerText } from '../../question/answer-text.ts';
import type { Answering } from '../answering.ts';
import { NoteIcon } from '../icons.tsx';
import type { Sheet } from '../sheet.ts';

interface ChipButtonProps {
  answering: Answering;
  open: boolean;
  /** Whether it is the one that Tab reaches. */
  reachable: boolean;
}

/** As much of an element's text as tells it from others. */
const mostQuoted = 60;

/** The chip of one element, closed: that it can be labeled, or what was said of it and saved. */
export function ChipButton({ answering, open, reachable }: ChipButtonProps) {
  const { t } = useLanguage();
  const [sheet] = useStore(answering.store).sheets;
  if (sheet === undefined) return null;
  const { title, questions, own, target } = sheet.offer;
  const quoted = target.unit === 'element' ? target.quote.slice(0, mostQuoted) : '';
  const said = own === null ? '' : questions.map((one) => answerText(one, own.body[one.id], t)).join(' · ');
  const name = said === '' ? t('chip_label', title, quoted) : t('chip_labeled', title, quoted, said);
  return (
    <button
      type="button"
      class="chip-button"
      data-state={stateOf(sheet)}
      aria-expanded={open}
      aria-label={name}
      title={name}
      tabIndex={reachable ? 0 : -1}
    >
      {said === '' ? (
        <NoteIcon />
      ) : (
        <span class="said" dir="auto">
          {said}
        </span>
      )}
    </button>
  );
}

function stateOf({ busy, note, offer }: Sheet): string {
  if (busy === 'slow') return 'busy';
  if (note?.kind === 'failed') return 'failed';
  return offer.own === null ? 'open' : 'saved';
}
