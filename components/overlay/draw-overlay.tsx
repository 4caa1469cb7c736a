import { render } from 'preact';
import { type Clock, ClockContext } from '../parts/clock.ts';
import { type Language, LanguageContext } from '../parts/language.ts';
import type { Answering } from './answering.ts';
import { nextCorner } from './corner.ts';
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
  { host, root }: Surface,
  needs: { answering: Answering; guard: Guard; language: Language; clock: Clock },
  signal: AbortSignal,
): DrawnOverlay {
  const { answering, guard, language, clock } = needs;
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
  };
  const draw = () =>
    render(
      <LanguageContext.Provider value={language}>
        <ClockContext.Provider value={clock}>
          <Overlay answering={answering} guard={guard} labeling={labeling} onLabeling={set} onMove={move} />
        </ClockContext.Provider>
      </LanguageContext.Provider>,
      root,
    );
  draw();
  listenForKeys(
    { answering, guard, t: language.t, host, isOn: () => labeling, leave: () => set(false) },
    signal,
  );
  signal.addEventListener('abort', () => render(null, root), { once: true });
  return { toggleLabeling: () => set(!labeling) };
}
