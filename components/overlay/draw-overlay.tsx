import { render } from 'preact';
import type { Caller, PageCalls } from '../../lib/messages.ts';
import type { KeyMap } from '../../lib/view/key-map.ts';
import type { Clock } from '../parts/clock.ts';
import type { Language } from '../parts/language.ts';
import type { Answering } from './answering.ts';
import { chipKey } from './chips/chip-keys.ts';
import type { Chips } from './chips/chips.tsx';
import { nextCorner } from './corner.ts';
import type { ShowGuide } from './guide/guide.ts';
import { GuideContext } from './guide/guide-context.ts';
import { lateGuide } from './guide/late-guide.tsx';
import { type Hear, hearAtWindow } from './hearing.ts';
import { inLanguage } from './in-language.tsx';
import { act, type KeysInPage, listenForKeys } from './labeling-keys.ts';
import { Overlay } from './overlay.tsx';
import { lazyPalette } from './palette/lazy-palette.ts';
import type { OpenPalette } from './palette/palette.ts';
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
    call: Caller<PageCalls>;
    loadPalette(): Promise<OpenPalette>;
    styleOf(css: string): CSSStyleSheet;
    showGuide?: ShowGuide;
    chips?: Chips | null;
    spans?: LazySpans | null;
    hear?: Hear;
  },
  signal: AbortSignal,
): DrawnOverlay {
  const {
    answering,
    guard,
    language,
    clock,
    call,
    loadPalette,
    styleOf,
    showGuide,
    chips,
    spans,
    hear = hearAtWindow,
  } = needs;
  const inWords = inLanguage(language, clock);
  const guide = showGuide === undefined ? null : lateGuide(showGuide);
  let labeling = false;
  let keyMap: KeyMap | null = null;
  let palettePlace: HTMLElement | null = null;
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
    if (on) void readKeyMap();
    else palette.close();
    draw();
    keepFocus(on);
    chips?.setLabeling(on, answering.store.getState().sheets.length === 0);
    spans?.setLabeling(on);
  };
  let before: HTMLElement | null = null;
  /** On a button of ours Enter and the arrows would be the button's: in labeling mode they are not, and afterwards again. */
  const keepFocus = (isOn: boolean) => {
    const { activeElement: active } = root.getRootNode() as Document | ShadowRoot;
    if (isOn) {
      before = active instanceof HTMLElement && root.contains(active) ? active : null;
      before?.blur();
    } else {
      if (document.activeElement === document.body) before?.focus({ preventScroll: true });
      before = null;
    }
  };
  root.addEventListener(
    'mousedown',
    (event) => {
      if (labeling && !(event.target instanceof HTMLInputElement)) event.preventDefault();
    },
    { signal },
  );
  /** Asked for anew each time, so that what was changed in the panel holds from here on. */
  const readKeyMap = async () => {
    keyMap = await call('keyMap', {}).catch(() => keyMap);
    if (labeling) draw();
  };
  const draw = () =>
    render(
      inWords(
        <GuideContext.Provider value={guide}>
          <Overlay
            answering={answering}
            counts={chips?.counts ?? null}
            spans={spans ?? null}
            guard={guard}
            small={self !== top}
            labeling={labeling}
            keyMap={keyMap}
            palettePlace={putPalette}
            onPalette={() => palette.open()}
            onLabeling={set}
            onMove={move}
          />
        </GuideContext.Provider>,
      ),
      root,
    );
  const putPalette = (place: HTMLElement | null) => {
    palettePlace = place;
  };
  const { t } = language;
  const inPage: KeysInPage = {
    key: (press) =>
      (chips?.tour.isOn() ? undefined : spans?.key(press)) ?? (chips ? chipKey(chips, t, press) : undefined),
    haveFocus: () => chips?.haveFocus() ?? false,
  };
  const leave = () => set(false);
  const palette = lazyPalette({
    place: () => palettePlace,
    language,
    styleOf,
    load: loadPalette,
    what() {
      const { sheets, front } = answering.store.getState();
      const touring = chips?.tour.isOn() === true;
      const sheet = touring ? chips.open.current()?.answering?.store.getState().sheets[0] : sheets[front];
      return { sheet, sheets: sheets.length, chips: Boolean(chips), touring, keyMap };
    },
    onChoose: (press) => void act(press, keys),
  });
  const keys = { answering, guard, t, host, inPage, palette, leave };
  draw();
  listenForKeys({ ...keys, hear, isOn: () => labeling, keyMap: () => keyMap }, signal);
  signal.addEventListener('abort', () => render(null, root), { once: true });
  return { toggleLabeling: () => set(!labeling) };
}
