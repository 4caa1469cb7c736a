import type { OpenPalette } from './palette/palette.ts';
import type { OpenSpans } from './spans/spans.ts';

/** What comes into a page only when it asks for it, each as a script of its own: question kinds, and the palette. */
export interface Kinds {
  span?: OpenSpans;
  palette?: OpenPalette;
}

declare global {
  var glosaKinds: Kinds | undefined;
}

/** Where those scripts and the overlay meet: all of them run in one world, which is not the page's. */
export function kindsHere(): Kinds {
  globalThis.glosaKinds ??= {};
  return globalThis.glosaKinds;
}
