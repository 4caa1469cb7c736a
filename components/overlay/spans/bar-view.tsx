import type { Key } from '../../parts/language.ts';
import { useLanguage } from '../../parts/language.ts';
import { classEntries } from '../../question/span-entries.ts';
import type { Sheet } from '../sheet.ts';
import { type InHand, spanQuestions } from './editor.ts';
import type { Border, Step } from './text-steps.ts';

interface BarViewProps {
  sheet: Sheet;
  hand: InHand;
  /** Said instead of a fault: that the act was not counted. */
  note: Key | null;
  onGive(question: string, id: string, event: Event): void;
  onStretch(border: Border, step: Step, event: Event): void;
  onRemove(event: Event): void;
  onClose(event: Event): void;
}

const faults: Readonly<Record<NonNullable<InHand['fault']>, Key>> = {
  overlaps: 'span_overlaps',
  'too-many': 'span_too_many',
  'too-long': 'span_too_long',
};
const ends: readonly (readonly [Border, Step, Key, string])[] = [
  ['start', -1, 'span_start_back', '[⇤'],
  ['start', 1, 'span_start_forth', '[⇥'],
  ['end', -1, 'span_end_back', '⇤]'],
  ['end', 1, 'span_end_forth', '⇥]'],
];
const mostQuoted = 60;

/** The bar at what is in hand: its classes, its ends, and away with it. */
export function BarView({ sheet, hand, note, onGive, onStretch, onRemove, onClose }: BarViewProps) {
  const { t } = useLanguage();
  const quoted = hand.range.toString().replace(/\s+/g, ' ').trim().slice(0, mostQuoted);
  const said = note ?? (hand.fault && faults[hand.fault]);
  const ownClass = hand.span?.question.classes.find(({ id }) => id === hand.span?.span.class)?.label;
  const isOwn = (question: string, id: string) =>
    hand.span?.question.id === question && hand.span.span.class === id;
  const end = ([border, step, name, sign]: (typeof ends)[number]) => (
    <button
      key={name}
      type="button"
      class="tool icon"
      aria-label={t(name)}
      title={t(name)}
      onClick={(event) => onStretch(border, step, event)}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <div
      role="toolbar"
      aria-label={t(hand.span === null ? 'span_mark' : 'span_marked', quoted)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose(event);
      }}
    >
      <div class="classes">
        {classEntries(spanQuestions(sheet)).map(({ question, class: one, key, order }) => (
          <button
            key={`${question.id} ${one.id}`}
            type="button"
            class={`class look-${order % 8}`}
            aria-pressed={isOwn(question.id, one.id)}
            title={one.hint}
            onClick={(event) => onGive(question.id, one.id, event)}
          >
            <span dir="auto" lang={sheet.offer.language}>
              {one.label}
            </span>
            {key !== null && (
              <span aria-hidden="true" class="key">
                {key.toUpperCase()}
              </span>
            )}
          </button>
        ))}
      </div>
      <div class="ends">
        {ends.slice(0, 2).map(end)}
        {ends.slice(2).map(end)}
        {hand.span !== null && (
          <button type="button" class="quiet" onClick={onRemove}>
            {t('span_take_away')}
          </button>
        )}
        <button type="button" class="quiet" onClick={onClose}>
          {t('span_close')}
        </button>
      </div>
      <p class="status warn" role="status">
        <span class="unseen">{ownClass === undefined ? quoted : `${ownClass}: ${quoted}`}</span>
        {said === null ? '' : t(said)}
      </p>
    </div>
  );
}
