import type { OpenSpans } from './spans/spans.ts';

/** Question kinds whose code comes into a page only when it asks for them, each as a script of its own. */
export interface Kinds {
  span?: OpenSpans;
}

declare global {
  var glosaKinds: Kinds | undefined;
}

/** Where those scripts and the overlay meet: all of them run in one world, which is not the page's. */
export function kindsHere(): Kinds {
  globalThis.glosaKinds ??= {};
  return globalThis.glosaKinds;
}
