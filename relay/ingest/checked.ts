import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { pageTargetOf, type Target } from '../../lib/protocol/target/target.ts';
import type { HashedLabels } from '../hashing/label-hasher.ts';
import type { ReadBatch } from './batch-text.ts';
import type { ReadLabel } from './label-text.ts';

/**
 * A batch whose signature and leaves are checked, as it waits for the database: what there is of every label stands in few
 * arrays, as thousands of objects that wait would be moved by each collection of garbage.
 */
export interface Checked extends Pick<BatchRequest, 'batch' | 'signature'> {
  hash: Hex;
  hashed: Pick<HashedLabels, 'parts' | 'areOfTask'>;
  /** Its RFC 8785 text. */
  bytes: Buffer;
  /** Of each label its task and its two salts, as bytes. */
  words: Int32Array;
  /** Of each label `placeSize` numbers. */
  places: Int32Array;
  /** Each once. */
  bodies: Body[];
  /** Of the labels whose target is more than a plain address. */
  targets: Target[];
}

/** What of a label is needed once its batch is checked. */
export type TakenLabel = Pick<ReadLabel, 'task' | 'target' | 'body'>;

/**
 * Of each label in `places`: where it begins and ends in the text, its active time, which of `bodies`, and where a plain
 * address begins and ends or `notPlain` and which of `targets`.
 */
export const placeSize = 6;
export const place = { start: 0, end: 1, activeMs: 2, body: 3, address: 4, target: 5 } as const;
const notPlain = -1;

/** What a label ends with: its task's digits, then a quote and a brace. */
const [taskDigits, behindTask] = [64, 2];

export function checkedOf(
  { batch, signature, labels, bytes, words }: ReadBatch,
  hash: Hex,
  hashed: Checked['hashed'],
): Checked {
  const places = new Int32Array(labels.length * placeSize);
  const bodies = new Map<Body, number>();
  const targets: Target[] = [];
  labels.forEach(({ start, end, activeMs, body, address, target }, index) => {
    const which = bodies.get(body) ?? bodies.size;
    bodies.set(body, which);
    const at = index * placeSize;
    places[at + place.start] = start;
    places[at + place.end] = end;
    places[at + place.activeMs] = activeMs;
    places[at + place.body] = which;
    places[at + place.address] = address ?? notPlain;
    places[at + place.target] = address === null ? targets.push(target) - 1 : address + target.address.length;
  });
  return { batch, signature, hash, hashed, bytes, words, places, bodies: [...bodies.keys()], targets };
}

/** Its labels, for as long as they are judged. */
export function labelsOf({ bytes, places, bodies, targets }: Checked): TakenLabel[] {
  const text = bytes.toString('latin1');
  return Array.from({ length: places.length / placeSize }, (_, index) => {
    const at = index * placeSize;
    const end = places[at + place.end]!;
    const address = places[at + place.address]!;
    const target = places[at + place.target]!;
    return {
      task: `0x${text.slice(end - behindTask - taskDigits, end - behindTask)}`,
      target: address === notPlain ? targets[target]! : pageTargetOf(text.slice(address, target)),
      body: bodies[places[at + place.body]!]!,
    };
  });
}
