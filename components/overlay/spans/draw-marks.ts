import { isShadow, treeOf } from '../../../lib/anchoring/tree.ts';
import type { Box } from '../chips/places.ts';
import type { Slices, Work } from '../chips/slices.ts';
import { isVertical } from '../layer/flow.ts';
import { followLayout, type Placing } from '../layer/follow-layout.ts';
import { type Origin, originOf, put, sizeTo } from '../layer/put.ts';
import { type Line, rectsOf } from './text-rects.ts';

/** Something to be drawn over the page's words. */
export interface Drawn {
  /** The same as long as it is the same mark. */
  id: string;
  range: Range;
  /** The look: of a class by its order, or of what is being marked. */
  look: string;
}

interface Shown {
  drawn: Drawn;
  boxes: Line[];
  parts: HTMLElement[];
}

export interface DrawnMarks extends Placing {
  /** Puts everything in its place before anything else happens. */
  now(): void;
  /** Ids of what lies at a point of the viewport, what was drawn last first. */
  at(x: number, y: number): string[];
  /** The lines of a mark in the viewport. */
  boxesOf(id: string): readonly Box[];
}

/** Draws marks into a layer of ours: the page's elements are not touched, and no script of it can read what is marked. */
export function drawMarks(
  host: Element,
  layer: HTMLElement,
  root: () => Node,
  { marks, after, slices }: { marks(): readonly Drawn[]; after(): void; slices: Slices },
  signal: AbortSignal,
): DrawnMarks {
  const shown = new Map<string, Shown>();

  const place = () => {
    const origin = originOf(host);
    const wanted = marks();
    const ids = new Set(wanted.map(({ id }) => id));
    for (const [id, { parts }] of shown)
      if (!ids.has(id)) {
        for (const part of parts) part.remove();
        shown.delete(id);
      }
    const read = wanted.map((drawn) => ({ drawn, boxes: rectsOf(drawn.range, root()) }));
    for (const { drawn, boxes } of read) {
      const parts = shown.get(drawn.id)?.parts ?? [];
      for (const extra of parts.splice(boxes.length)) extra.remove();
      boxes.forEach((box, at) => {
        parts[at] ??= layer.appendChild(layer.ownerDocument.createElement('div'));
        dress(parts[at], drawn.look, box, origin);
        put(parts[at], box, origin);
      });
      shown.set(drawn.id, { drawn, boxes, parts });
    }
    after();
  };
  function* settle(): Work {
    const covered: [HTMLElement, boolean][] = [];
    for (const { boxes, parts } of shown.values())
      for (const [at, box] of boxes.entries()) {
        covered.push([parts[at]!, isCovered(box, host)]);
        yield;
      }
    for (const [part, is] of covered) part.toggleAttribute('data-covered', is);
  }
  const placing = followLayout(
    { place, settle, isEmpty: () => marks().length + shown.size === 0, slices },
    signal,
  );
  signal.addEventListener(
    'abort',
    () => {
      for (const { parts } of shown.values()) for (const part of parts) part.remove();
    },
    { once: true },
  );
  return {
    ...placing,
    now: place,
    at(x, y) {
      // The page may have scrolled since the last frame.
      place();
      return [...shown.values()]
        .filter(({ boxes }) =>
          boxes.some(({ left, top, right, bottom }) => left <= x && x < right && top <= y && y < bottom),
        )
        .map(({ drawn }) => drawn.id)
        .reverse();
    },
    boxesOf: (id) => shown.get(id)?.boxes ?? [],
  };
}

function dress(part: HTMLElement, look: string, { left, top, right, bottom, flow }: Line, origin: Origin) {
  // The stroke is at the end of the line, wherever the next one begins.
  const mode = isVertical(flow) ? flow : '';
  if (part.style.writingMode !== mode) part.style.writingMode = mode;
  if (part.className !== `passage ${look}`) part.className = `passage ${look}`;
  sizeTo(part, { width: right - left, height: bottom - top }, origin);
}

/** The element round a node, or the one in whose shadow tree it is: hit tests of a document tell no more. */
function elementRound(node: Node): Element | null {
  const tree = treeOf(node);
  return isShadow(tree) ? elementRound(tree.host) : node instanceof Element ? node : node.parentElement;
}

/** Whether something else of the page lies where the words are. */
function isCovered({ left, top, right, bottom, node }: Line, host: Element): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
  const own = elementRound(node);
  const under = document.elementsFromPoint(x, y).find((one) => one !== host);
  return own !== null && under !== undefined && !under.contains(own) && !own.contains(under);
}
