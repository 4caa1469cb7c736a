import type { Body } from '../../../lib/protocol/question/body.ts';
import { pageTargetOf, type Target } from '../../../lib/protocol/target/target.ts';
import type { Checked, TakenLabel } from '../batch.ts';
import type { CheckedHere } from './check-batch.ts';

/** Of each label: where it begins and ends, its active time, which body, and which target or where a plain address stands. */
const columns = 6;
/** What a label ends with: its task's digits, then a quote and a brace. */
const [taskDigits, behindTask] = [64, 2];
const notPlain = -1;

/** A checked batch as it goes from one thread to another: what there is of every label stands in few arrays. */
export interface Packed
  extends Pick<Checked, 'hash' | 'hashed'>,
    Pick<Checked['read'], 'batch' | 'signature' | 'words'> {
  /** Null where it is the body that was sent. */
  text: Uint8Array | null;
  places: Int32Array;
  bodies: Body[];
  targets: Target[];
}

export function pack({ read, hash, hashed }: CheckedHere, body: Buffer): Packed {
  const { batch, signature, labels, bytes, words } = read;
  const places = new Int32Array(labels.length * columns);
  const bodies = new Map<Body, number>();
  const targets: Target[] = [];
  labels.forEach(({ start, end, activeMs, body: said, address, target }, index) => {
    const which = bodies.get(said) ?? bodies.size;
    bodies.set(said, which);
    const at = index * columns;
    places[at] = start;
    places[at + 1] = end;
    places[at + 2] = activeMs;
    places[at + 3] = which;
    places[at + 4] = address ?? notPlain;
    places[at + 5] = address === null ? targets.push(target) - 1 : address + target.address.length;
  });
  const text = bytes === body ? null : bytes;
  return { batch, signature, hash, hashed, words, text, places, bodies: [...bodies.keys()], targets };
}

/** What of it the thread that has packed it does not need any more. */
export const movedOf = ({ words, hashed, places }: Packed): ArrayBuffer[] =>
  [words, hashed.parts, places].map(({ buffer }) => buffer as ArrayBuffer);

/** @param body that was sent */
export function unpack(
  { text: own, places, bodies, targets, hash, hashed, ...read }: Packed,
  body: Buffer,
): Checked {
  const bytes = own === null ? body : Buffer.from(own.buffer, own.byteOffset, own.length);
  const text = bytes.toString('latin1');
  const labels = Array.from({ length: places.length / columns }, (_, index): TakenLabel => {
    const at = index * columns;
    const end = places[at + 1]!;
    const address = places[at + 4]!;
    const last = places[at + 5]!;
    return {
      task: `0x${text.slice(end - behindTask - taskDigits, end - behindTask)}`,
      target: address === notPlain ? targets[last]! : pageTargetOf(text.slice(address, last)),
      body: bodies[places[at + 3]!]!,
      activeMs: places[at + 2]!,
      start: places[at]!,
      end,
    };
  });
  return { read: { ...read, labels, bytes }, hash, hashed };
}
