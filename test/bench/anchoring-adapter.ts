/** `lib/anchoring` as the harness wants it; it is bundled and run in pages. */
import * as anchoring from '../../lib/anchoring/index.ts';
import type { Selector } from '../../lib/anchoring/selector.ts';

export const name = 'glosa';

export const describe = (range: Range, root: HTMLElement): Selector[] | undefined =>
  anchoring.describe(range, root);

export const anchor = (root: HTMLElement, labels: Selector[][]): (Range | null)[] =>
  anchoring.anchor(root, labels).map((found) => found?.range ?? null);
