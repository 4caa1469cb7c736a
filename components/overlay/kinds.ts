import type { OpenSpans } from './spans/spans.ts';

/** Question kinds whose code comes into a page only when it asks for them, each as a script of its own. */
export interface Kinds {
  span?: OpenSpans;
}

const name = Symbol.for('glosa:kinds');

/** Where those scripts and the overlay meet: all of them run in one world, which is not the page's. */
export function kindsHere(): Kinds {
  const world = globalThis as { [name]?: Kinds };
  world[name] ??= {};
  return world[name];
}
