import type { Slices } from '../overlay/chips/slices.ts';
import { followLayout } from '../overlay/layer/follow-layout.ts';
import { originOf, put, sizeTo } from '../overlay/layer/put.ts';
import { partsIn } from './parts.ts';

/** How often elements are looked for that are not there, or not any more. */
const againMs = 1000;

interface FrameNeeds {
  find(): Element[];
  /** Told after each look. */
  found(elements: readonly Element[]): void;
  /** A steady clock in milliseconds. */
  now(): number;
  slices: Slices;
}

/** Keeps frames around elements of the page, through what it does with its nodes. */
export function drawFrames(
  host: Element,
  layer: HTMLElement,
  { find, found, now, slices }: FrameNeeds,
  signal: AbortSignal,
): void {
  const frameParts = partsIn(layer, 'frame');
  let elements: readonly Element[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = () => {
    const isThere = elements.length > 0 && elements.every(({ isConnected }) => isConnected);
    if (isThere || now() - lookedAt < againMs) return;
    lookedAt = now();
    elements = find();
    found(elements);
  };
  const place = () => {
    look();
    const origin = originOf(host);
    const boxes = elements.map((element) => element.getBoundingClientRect());
    const frames = frameParts(boxes.length);
    for (const [at, box] of boxes.entries()) {
      const frame = frames[at]!;
      sizeTo(frame, box, origin);
      put(frame, box, origin);
    }
  };
  const { soon } = followLayout({ place, *settle() {}, isEmpty: () => false, slices }, signal);
  soon();
}
