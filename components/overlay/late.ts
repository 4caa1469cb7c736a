import type { OpenChips } from './chips/open-chips.ts';
import type { OpenGuide } from './guide/guide.ts';
import type { OpenPalette } from './palette/palette.ts';
import type { OpenSpans } from './spans/spans.ts';

/** What comes into a page only when it is needed there, each as a script of its own, by that script's name. */
export interface Late {
  'kind-span'?: OpenSpans;
  chips?: OpenChips;
  palette?: OpenPalette;
  guide?: OpenGuide;
}

declare global {
  var glosaLate: Late | undefined;
}

/** Where those scripts and the overlay meet: all of them run in one world, which is not the page's. */
export function lateHere(): Late {
  globalThis.glosaLate ??= {};
  return globalThis.glosaLate;
}
