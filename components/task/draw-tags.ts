import type { Box } from '../overlay/chips/places.ts';
import { originOf, put } from '../overlay/layer/put.ts';
import { partsIn } from './parts.ts';

export interface Tag {
  /** The first line of what it is about; undefined while that is not drawn. */
  line: Box | undefined;
  words: string;
}

/** Above the line, over the space between lines. */
const heightPx = 16;

/** Says above each passage whose it is. Tags of one place become one. */
export function tagDrawer(host: Element, layer: HTMLElement): (tags: readonly Tag[]) => void {
  const tagParts = partsIn(layer, 'tag');
  return (tags) => {
    const origin = originOf(host);
    const placed = new Map<string, { at: Box; words: string[] }>();
    for (const { line, words } of tags) {
      if (line === undefined) continue;
      const name = `${Math.round(line.left)} ${Math.round(line.top)}`;
      const known = placed.get(name) ?? { at: line, words: [] };
      placed.set(name, known);
      if (!known.words.includes(words)) known.words.push(words);
    }
    const drawn = tagParts(placed.size);
    for (const [index, { at, words }] of [...placed.values()].entries()) {
      const tag = drawn[index]!;
      tag.dir = 'auto';
      tag.textContent = words.join(' · ');
      put(tag, { left: at.left, top: at.top - heightPx }, origin);
    }
  };
}
