import { render } from 'preact';
import type { Clock } from '../parts/clock.ts';
import type { Language } from '../parts/language.ts';
import type { Answering } from './answering.ts';
import { chipKey } from './chips/chip-keys.ts';
import type { Chips } from './chips/chips.tsx';
import { nextCorner } from './corner.ts';
import { type Hear, hearAtWindow } from './hearing.ts';
import { inLanguage } from './in-language.tsx';
import { listenForKeys } from './labeling-keys.ts';
import { Overlay } from './overlay.tsx';
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
    hear?: Hear;
  },
  signal: AbortSignal,
): DrawnOverlay {
  const { answering, guard, language, clock, chips, hear = hearAtWindow } = needs;
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
  };
  const draw = () =>
    render(
      inWords(
        <Overlay
          answering={answering}
          counts={chips?.counts ?? null}
          guard={guard}
          labeling={labeling}
          onLabeling={set}
          onMove={move}
        />,
      ),
      root,
    );
  draw();
  const { t } = language;
  const chipKeys = chips && {
    key: (event: KeyboardEvent) => chipKey(chips, t, event),
    haveFocus: chips.haveFocus,
  };
  listenForKeys(
    {
      answering,
      guard,
      t,
      host,
      hear,
      isOn: () => labeling,
      leave: () => set(false),
      chips: chipKeys ?? null,
    },
    signal,
  );
  signal.addEventListener('abort', () => render(null, root), { once: true });
  return { toggleLabeling: () => set(!labeling) };
}
