import { firstFree, HashMemory, word } from './memory.ts';
import { rate, type TwoSponges } from './two-sponges.ts';

/** The protocol's `leafOf` of many labels at once; the leaves one behind the other. */
export type LeafHasher = (parts: Iterable<Uint8Array>) => Buffer;

/** Of a label its two parts, one behind the other: a message of one block, and behind the messages are the leaves. */
const size = rate;
/** Labels that are hashed in one go. */
const most = 512;

/** @param sponges whose memory nobody else uses */
export function leafHasher(sponges: TwoSponges): LeafHasher {
  const memory = new HashMemory(sponges);
  const messageOf = (label: number) => firstFree + label * size;
  const leaves = messageOf(most);
  memory.room(0, leaves + most * word);
  for (let label = 0; label < most; label++) memory.pad(messageOf(label), 2 * word);
  const hashed = (count: number): Buffer => {
    // Of an odd number the last has one of before for company.
    for (let at = 0; at < count; at += 2)
      memory.hash(messageOf(at), messageOf(at + 1), 1, leaves + at * word, leaves + (at + 1) * word);
    memory.run();
    return Buffer.from(memory.bytes.subarray(leaves, leaves + count * word));
  };
  return (parts) => {
    const done: Buffer[] = [];
    let count = 0;
    for (const both of parts) {
      memory.bytes.set(both, messageOf(count));
      count += 1;
      if (count < most) continue;
      done.push(hashed(count));
      count = 0;
    }
    return Buffer.concat([...done, hashed(count)]);
  };
}
