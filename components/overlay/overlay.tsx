import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';
import type { KeyMap } from '../../lib/view/key-map.ts';
import { useClock } from '../parts/clock.ts';
import { useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import type { Answering } from './answering.ts';
import { Bar } from './bar.tsx';
import { trusted } from './by-person.ts';
import { ChipsCount, ChipsLines } from './chips/chips-lines.tsx';
import type { Counts } from './chips/counts.ts';
import { ArrowIcon, NoteIcon } from './icons.tsx';
import { LabelingLines, LabelingSign } from './labeling-lines.tsx';
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
  /** Null until the background has said it. */
  keyMap: KeyMap | null;
  /** Told where the palette can be drawn, and null when there is no such place any more. */
  palettePlace(place: HTMLElement | null): void;
  onPalette(): void;
  onLabeling(on: boolean): void;
  /** To the next corner. */
  onMove(): void;
}

/** The card in the margin of a page. Where it stands and whether it is folded is forgotten with the page. */
export function Overlay(props: OverlayProps) {
  const { answering, counts, spans, guard, small, labeling, keyMap, palettePlace } = props;
  const { onLabeling, onMove, onPalette } = props;
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
    // By the button: labeling mode, which unfolds the card too, leaves the focus where it is.
    if (unfolded.current) toggle.current?.focus();
    unfolded.current = false;
  }, [folded]);

  // The same nodes whatever becomes of an answer, which is drawn without them.
  const bar = useMemo(() => {
    const onFold = () => {
      unfolded.current = true;
      onLabeling(false);
      setFolded(true);
    };
    return (
      <Bar toggle={toggle} labeling={labeling} onLabeling={onLabeling} onMove={onMove} onFold={onFold} />
    );
  }, [labeling, onLabeling, onMove]);

  const sheet = sheets[front];
  if (sheet === undefined && counts === null) return null;
  const open = sheets.filter(({ offer }) => offer.own === null).length;
  const unfold = trusted(() => {
    unfolded.current = true;
    setFolded(false);
  });

  if (folded && !labeling)
    return (
      <section class="surface folded" aria-label={t('overlay_name')}>
        <button
          ref={toggle}
          type="button"
          class="unfold"
          aria-expanded="false"
          aria-label={t('overlay_unfold')}
          title={t('overlay_unfold')}
          onClick={unfold}
        >
          <NoteIcon />
          {open > 0 && <span class="count">{open}</span>}
          {sheet === undefined && counts !== null && <ChipsCount counts={counts} />}
        </button>
      </section>
    );
  return (
    <section class={labeling ? 'surface card labeling' : 'surface card'} aria-label={t('overlay_name')}>
      {bar}
      <LabelingSign on={labeling} keyMap={keyMap} chips={counts !== null} />
      {labeling && (
        <>
          <LabelingLines keyMap={keyMap} sheet={sheet} onPalette={trusted(onPalette)} />
          <div ref={palettePlace} class="palette" />
        </>
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
