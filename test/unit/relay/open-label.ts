import type { OpenLabel } from '../../../relay/settlement/open-label.ts';
import { hexOf } from '../queue/sample.ts';

/** A received label of the n-th task. */
export const openLabel = (n: number, given: Partial<OpenLabel> = {}): OpenLabel => ({
  number: n,
  position: 0,
  key: hexOf(1, 20),
  payTo: hexOf(2, 20),
  task: hexOf(n, 32),
  ref: hexOf(n, 32),
  again: false,
  taskPart: hexOf(n, 32),
  bodyPart: hexOf(n, 32),
  price: 20_000n,
  acceptBy: 10_000,
  reported: false,
  epoch: 1,
  closed: false,
  page: null,
  judged: null,
  text: '',
  ...given,
});
