import { Expected } from '../storage/expected.ts';
import type { Content, KeptBatch } from './content.ts';

const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length + 1;

const isOpen = ({ answer, problem, labels }: KeptBatch): boolean =>
  (answer === null && problem === null) ||
  labels.some(({ state }) => state === 'received' || state === 'held');

/**
 * As much as one file can hold: everything that money still hangs on, then the newest of what is settled for good.
 *
 * @param room in bytes of JSON
 * @returns also how many settled labels did not fit
 * @throws Expected `recovery-too-large` when even what is open does not fit
 */
export function fitting(content: Content, room: number): { content: Content; leftOut: number } {
  let left = room - sizeOf({ ...content, batches: [] });
  const inOrder = content.batches.toSorted(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.cutAt - a.cutAt,
  );
  const end = inOrder.findIndex((batch) => {
    left -= sizeOf(batch);
    return left < 0;
  });
  const [batches, rest] = end < 0 ? [inOrder, []] : [inOrder.slice(0, end), inOrder.slice(end)];
  if (left < 0 && (end < 0 || rest.some(isOpen))) throw new Expected('recovery-too-large', false);
  return {
    content: { ...content, batches },
    leftOut: rest.reduce((sum, { labels }) => sum + labels.length, 0),
  };
}
