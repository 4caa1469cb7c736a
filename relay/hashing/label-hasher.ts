import type { Label } from '../../lib/protocol/label/label.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { labelTexts } from '../../lib/protocol/signed/label-texts.ts';
import { Messages } from './messages.ts';
import type { TwoSponges } from './two-sponges.ts';

/** What the hashes of a label are, and its RFC 8785 text. */
export interface HashedLabel {
  label: Label;
  text: string;
  /** The task that it names. */
  task: Uint8Array;
  /** Whether that is the task of its target. */
  isOfTask: boolean;
  taskPart: Uint8Array;
  bodyPart: Uint8Array;
}

/** @returns the labels hashed, and the root that their batch must have */
export type LabelHasher = (campaign: Hex, labels: readonly Label[]) => { hashed: HashedLabel[]; root: Hex };

const word = 32;
/** Where a label has its hashes: digests of its two texts, then its parts, leaf, leaf's hash, and tasks as it is and as named. */
const [taskText, bodyText, taskPart, bodyPart, leaf, once, task, named] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (place) => place * word,
) as [number, number, number, number, number, number, number, number];
const places = 8 * word;

const hexInto = (bytes: Buffer, hex: Hex, at: number) => bytes.write(hex.slice(2), at, 'hex');

/** The hashes of a batch's labels as `taskPart`, `bodyPart`, `leafOf`, `taskId` and `treeOf` make them, stage by stage for all. */
export function labelHasher(sponges: TwoSponges): LabelHasher {
  const messages = new Messages(sponges);

  /** keccak256 of two words that stand one after the other, or of one. */
  const ofWords = (from: number, words: 1 | 2, digest: number) => {
    const at = messages.begin(words * word, digest);
    messages.bytes.copy(messages.bytes, at, from, from + words * word);
  };
  const salted = (salt: Hex, from: number, digest: number) => {
    const at = messages.begin(2 * word, digest);
    hexInto(messages.bytes, salt, at);
    messages.bytes.copy(messages.bytes, at + word, from, from + word);
  };
  const beginTaskId = (campaign: Hex, { address, unit, unitKey }: Label['target'], digest: number) => {
    const texts = [address, unit, unitKey].map((text) => ({ text, length: Buffer.byteLength(text) }));
    const wordsOf = (length: number) => 1 + Math.ceil(length / word);
    const head = 1 + texts.length;
    const words = texts.reduce((sum, { length }) => sum + wordsOf(length), head);
    const at = messages.begin(words * word, digest);
    hexInto(messages.bytes, campaign, at);
    let next = head;
    texts.forEach(({ text, length }, index) => {
      messages.bytes.writeUInt32BE(next * word, at + (2 + index) * word - 4);
      messages.bytes.writeUInt32BE(length, at + (next + 1) * word - 4);
      messages.bytes.write(text, at + (next + 1) * word);
      next += wordsOf(length);
    });
  };

  return (campaign, labels) => {
    messages.clear();
    const start = messages.room(labels.length * places);
    const of = (index: number) => start + index * places;
    const texts = labels.map((label, index) => {
      const text = labelTexts(label);
      messages.text(text.task, of(index) + taskText);
      messages.text(text.body, of(index) + bodyText);
      beginTaskId(campaign, label.target, of(index) + task);
      return text.whole;
    });
    messages.hash();
    labels.forEach(({ salts }, index) => {
      salted(salts[0], of(index) + taskText, of(index) + taskPart);
      salted(salts[1], of(index) + bodyText, of(index) + bodyPart);
    });
    messages.hash();
    labels.forEach((_, index) => ofWords(of(index) + taskPart, 2, of(index) + leaf));
    messages.hash();
    labels.forEach((_, index) => ofWords(of(index) + leaf, 1, of(index) + once));
    messages.hash();
    const root = rootOf(
      messages,
      labels.map((_, index) => of(index) + once),
    );
    const kept = Buffer.from(messages.bytes.subarray(start, start + labels.length * places));
    const hashed = labels.map((label, index): HashedLabel => {
      const at = index * places;
      hexInto(kept, label.task, at + named);
      const wordAt = (place: number) => kept.subarray(at + place, at + place + word);
      return {
        label,
        text: texts[index]!,
        task: wordAt(named),
        isOfTask: kept.compare(kept, at + named, at + named + word, at + task, at + task + word) === 0,
        taskPart: wordAt(taskPart),
        bodyPart: wordAt(bodyPart),
      };
    });
    return { hashed, root };
  };
}

/**
 * Root of OpenZeppelin's standard tree (`buildTree`), level by level.
 * @param onceHashed where the leaves are that have been hashed once of the two times
 */
function rootOf(messages: Messages, onceHashed: readonly number[]): Hex {
  const count = onceHashed.length;
  const size = 2 * count - 1;
  const leaves = messages.room(count * word);
  const nodes = messages.room(size * word);
  onceHashed.forEach((from, index) => {
    const at = messages.begin(word, leaves + index * word);
    messages.bytes.copy(messages.bytes, at, from, from + word);
  });
  messages.hash();
  const view = new DataView(messages.bytes.buffer, messages.bytes.byteOffset);
  const compare = (a: number, b: number) =>
    view.getUint32(a) - view.getUint32(b) || messages.bytes.compare(messages.bytes, b, b + word, a, a + word);
  const places = onceHashed.map((_, index) => leaves + index * word).sort(compare);
  places.forEach((from, rank) =>
    messages.bytes.copy(messages.bytes, nodes + (size - 1 - rank) * word, from, from + word),
  );
  // Both children of a node are in the level below it, or leaves.
  for (let end = count - 2; end >= 0; ) {
    const first = 2 ** Math.floor(Math.log2(end + 1)) - 1;
    for (let parent = first; parent <= end; parent++) {
      const left = nodes + (2 * parent + 1) * word;
      const inOrder =
        messages.bytes.compare(messages.bytes, left + word, left + 2 * word, left, left + word) <= 0;
      const at = messages.begin(2 * word, nodes + parent * word);
      messages.bytes.copy(messages.bytes, at + (inOrder ? 0 : word), left, left + word);
      messages.bytes.copy(messages.bytes, at + (inOrder ? word : 0), left + word, left + 2 * word);
    }
    messages.hash();
    end = first - 1;
  }
  return `0x${messages.bytes.toString('hex', nodes, nodes + word)}`;
}
