import { holds, openRootOf, treeOf } from '../../../lib/anchoring/tree.ts';
import { followLayout, type Placing } from '../layer/follow-layout.ts';
import { originOf, put, viewWidth } from '../layer/put.ts';
import type { Chip, Followed } from './follow-elements.ts';
import { chipPlace, chipSize } from './places.ts';
import type { Slices, Work } from './slices.ts';

/**
 * Keeps chips at their elements.
 * @param needs `after` is called when the chips have their places
 */
export function placeLayer(
  host: Element,
  all: () => readonly Followed[],
  { after, slices }: { after: () => void; slices: Slices },
  signal: AbortSignal,
): Placing {
  const chipsNow = (): Chip[] => all().flatMap(({ chips }) => [...chips.values()]);

  const place = () => {
    const chips = chipsNow();
    const origin = originOf(host);
    const width = viewWidth(origin);
    const places = chips.map(({ element, followed, side }) =>
      chipPlace(element.getBoundingClientRect(), width, followed.order, side),
    );
    chips.forEach(({ box }, index) => {
      const at = places[index];
      box.toggleAttribute('data-gone', at === undefined);
      if (at !== undefined) put(box, at, origin);
    });
    after();
  };
  /** A hit test may take a millisecond on a large page. */
  function* settle(): Work {
    const covered = new Map<Chip, boolean>();
    for (const chip of chipsNow()) {
      covered.set(chip, isCovered(chip, host));
      yield;
    }
    for (const [{ box }, is] of covered) box.toggleAttribute('data-covered', is);
  }
  const isEmpty = () => !all().some(({ chips }) => chips.size > 0);
  return followLayout({ place, settle, isEmpty, slices }, signal);
}

/** Whether something else of the page lies where the chip is: a bar that stays, a part that scrolls, a dialog. */
function isCovered({ box, element, side }: Chip, host: Element): boolean {
  const { left, top } = box.getBoundingClientRect();
  const [x, y] = [left + (side === 'left' ? chipSize : -chipSize) / 2, top + chipSize / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
  const under = elementAt(x, y, host);
  if (under === undefined || holds(element, under)) return false;
  return !(holds(under, element) && getComputedStyle(element).pointerEvents === 'none');
}

/** What of the page is seen there, also in its open shadow trees. */
function elementAt(x: number, y: number, host: Element): Element | undefined {
  let under = document.elementsFromPoint(x, y).find((one) => one !== host);
  for (let tree = under && openRootOf(under); tree; tree = under && openRootOf(under)) {
    const inner = tree.elementFromPoint(x, y);
    if (inner === null || treeOf(inner) !== tree) break;
    under = inner;
  }
  return under;
}
