import { render } from 'preact';
import type { Clock } from '../parts/clock.ts';
import type { Language } from '../parts/language.ts';
import type { Answering } from './answering.ts';
import { chipKey } from './chips/chip-keys.ts';
import type { Chips } from './chips/chips.tsx';
import { nextCorner } from './corner.ts';
import { type Hear, hearAtWindow } from './hearing.ts';
import { inLanguage } from './in-language.tsx';
import { type KeysInPage, listenForKeys } from './labeling-keys.ts';
import { Overlay } from './overlay.tsx';
import type { LazySpans } from './spans/lazy-spans.ts';
import type { Surface } from './surface.ts';
import type { Guard } from './verdict.ts';

export interface DrawnOverlay {
  /** Enters or leaves labeling mode. */
  toggleLabeling(): void;
}

/** Draws the overlay on a surface and wires its keys; both end with the signal. */
export function drawOverlay(
  { host, root }: Pick<Surface, 'host' | 'root'>,
  needs: {
    answering: Answering;
    guard: Guard;
    language: Language;
    clock: Clock;
    chips?: Chips | null;
    spans?: LazySpans | null;
    hear?: Hear;
  },
  signal: AbortSignal,
): DrawnOverlay {
  const { answering, guard, language, clock, chips, spans, hear = hearAtWindow } = needs;
  const inWords = inLanguage(language, clock);
  let labeling = false;
  let corner = nextCorner(undefined);
  const move = () => {
    corner = nextCorner(corner);
    root.dataset.corner = corner;
  };
  root.dataset.corner = corner;
  root.dir = language.direction;
  root.lang = language.locale;
  const set = (on: boolean) => {
    labeling = on;
    draw();
    chips?.setLabeling(on, answering.store.getState().sheets.length === 0);
    spans?.setLabeling(on);
  };
  const draw = () =>
    render(
      inWords(
        <Overlay
          answering={answering}
          counts={chips?.counts ?? null}
          spans={spans ?? null}
          guard={guard}
          small={self !== top}
          labeling={labeling}
          onLabeling={set}
          onMove={move}
        />,
      ),
      root,
    );
  draw();
  const { t } = language;
  const inPage: KeysInPage = {
    key: (event) =>
      (chips?.tour.isOn() ? undefined : spans?.key(event)) ?? (chips ? chipKey(chips, t, event) : undefined),
    haveFocus: () => chips?.haveFocus() ?? false,
  };
  listenForKeys(
    { answering, guard, t, host, hear, isOn: () => labeling, leave: () => set(false), inPage },
    signal,
  );
  signal.addEventListener('abort', () => render(null, root), { once: true });
  return { toggleLabeling: () => set(!labeling) };
}
