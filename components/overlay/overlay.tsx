import { useEffect, useRef, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';
import { useClock } from '../parts/clock.ts';
import { useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import type { Answering } from './answering.ts';
import { isByPerson } from './by-person.ts';
import { ChipsCount, ChipsLines } from './chips/chips-lines.tsx';
import type { Counts } from './chips/counts.ts';
import { ArrowIcon, CornerIcon, FoldIcon, KeysIcon, NoteIcon } from './icons.tsx';
import { isLocked } from './offer.ts';
import { SheetView } from './sheet-view.tsx';
import type { LazySpans } from './spans/lazy-spans.ts';
import { SpanSheet } from './spans/span-sheet.tsx';
import type { Guard } from './verdict.ts';

export interface OverlayProps {
  answering: Answering;
  /** Of elements that have chips; null where no campaign asks about any. */
  counts: StoreApi<Counts> | null;
  /** Passages of the page; null where no campaign asks for any. */
  spans: LazySpans | null;
  guard: Guard;
  /** Begins folded: a frame has little room. */
  small: boolean;
  /** Labeling mode: keys act. Entered and left by the labeler only. */
  labeling: boolean;
  onLabeling(on: boolean): void;
  /** To the next corner. */
  onMove(): void;
}

/** The card in the margin of a page. Where it stands and whether it is folded is forgotten with the page. */
export function Overlay(props: OverlayProps) {
  const { answering, counts, spans, guard, small, labeling, onLabeling, onMove } = props;
  const { t } = useLanguage();
  const clock = useClock();
  const { sheets, front } = useStore(answering.store);
  const [folded, setFolded] = useState(() => small || sheets.every(({ offer }) => isLocked(offer, clock())));
  const toggle = useRef<HTMLButtonElement>(null);
  const unfolded = useRef(false);

  useEffect(() => {
    if (labeling) setFolded(false);
  }, [labeling]);
  useEffect(() => {
    if (unfolded.current) toggle.current?.focus();
  }, [folded]);

  const sheet = sheets[front];
  if (sheet === undefined && counts === null) return null;
  const open = sheets.filter(({ offer }) => offer.own === null).length;
  const trusted = (act: () => void) => (event: Event) => {
    if (isByPerson(event)) act();
  };
  const fold = (on: boolean) =>
    trusted(() => {
      unfolded.current = true;
      if (on) onLabeling(false);
      setFolded(on);
    });

  if (folded && !labeling)
    return (
      <div class="surface folded">
        <button
          ref={toggle}
          type="button"
          class="unfold"
          aria-expanded="false"
          aria-label={t('overlay_unfold')}
          title={t('overlay_unfold')}
          onClick={fold(false)}
        >
          <NoteIcon />
          {open > 0 && <span class="count">{open}</span>}
          {sheet === undefined && counts !== null && <ChipsCount counts={counts} />}
        </button>
      </div>
    );
  return (
    <section class={labeling ? 'surface card labeling' : 'surface card'} aria-label={t('overlay_name')}>
      <div class="bar">
        <span class="brand" aria-hidden="true">
          <NoteIcon />
          {t('extension_name')}
        </span>
        <button
          type="button"
          class="tool"
          aria-pressed={labeling}
          title={t('labeling_hint')}
          onClick={trusted(() => onLabeling(!labeling))}
        >
          <KeysIcon />
          {t(labeling ? 'labeling_stop' : 'labeling_start')}
        </button>
        <button
          type="button"
          class="tool icon"
          aria-label={t('overlay_move')}
          title={t('overlay_move')}
          onClick={trusted(onMove)}
        >
          <CornerIcon />
        </button>
        <button
          ref={toggle}
          type="button"
          class="tool icon"
          aria-expanded="true"
          aria-label={t('overlay_fold')}
          title={t('overlay_fold')}
          onClick={fold(true)}
        >
          <FoldIcon />
        </button>
      </div>
      {labeling && (
        <p class="mode" role="status">
          {t('labeling_on')}
          {counts !== null && ` ${t('labeling_on_chips')}`}
        </p>
      )}
      {labeling && sheet?.offer.target.unit === 'selection' && (
        <p class="several">{t('labeling_on_spans')}</p>
      )}
      {counts !== null && <ChipsLines counts={counts} />}
      {sheet !== undefined && spans === null && (
        <SheetView sheet={sheet} answering={answering} guard={guard} keys={labeling} />
      )}
      {sheet !== undefined && spans !== null && (
        <SpanSheet sheet={sheet} answering={answering} guard={guard} keys={labeling} spans={spans} />
      )}
      {sheets.length > 1 && (
        <nav class="pager" aria-label={t('overlay_pager')}>
          <button
            type="button"
            class="tool icon back"
            aria-label={t('previous')}
            onClick={trusted(() => answering.show(front - 1))}
          >
            <ArrowIcon />
          </button>
          <span aria-live="polite">{t('overlay_place', front + 1, sheets.length)}</span>
          <button
            type="button"
            class="tool icon"
            aria-label={t('next')}
            onClick={trusted(() => answering.show(front + 1))}
          >
            <ArrowIcon />
          </button>
        </nav>
      )}
    </section>
  );
}
