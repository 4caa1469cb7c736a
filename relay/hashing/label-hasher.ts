import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { maxBatch } from '../../lib/protocol/signed/batch.ts';
import type { ReadBatch } from '../ingest/batch-text.ts';
import { wordsSize } from '../ingest/label-text.ts';
import { firstFree, HashMemory, word } from './memory.ts';
import { rootFinder, rootRoom } from './root.ts';
import { Texts } from './texts.ts';
import { rate, type TwoSponges } from './two-sponges.ts';

/** What the hashes of a batch's labels are. */
export interface HashedLabels {
  /** Of each label its task part and its body part, as bytes. */
  parts: Int32Array;
  /** Whether the task that it names is the one of its target. */
  areOfTask: boolean[];
  /** What the batch must have as the root of its labels. */
  root: Hex;
}

export type LabelHasher = (batch: ReadBatch) => HashedLabels;

export const partsSize = 2 * word;

/**
 * A label's messages of one block, in the order in which each is a part of the next: salt and digest of the task's text,
 * the same of the body's, both parts, the leaf, the leaf hashed once. Behind them the leaf's hash and two tasks.
 */
const message = { saltedTask: 0, saltedBody: rate, parts: 2 * rate, leaf: 3 * rate, once: 4 * rate };
const leafHash = 5 * rate;
const ofTarget = leafHash + word;
const named = ofTarget + word;
const size = named + word;

/** Hashes as `taskPart`, `bodyPart`, `leafOf`, `taskId` and `treeOf` do, step by step for all labels, two at a time. */
export function labelHasher(sponges: TwoSponges): LabelHasher {
  const memory = new HashMemory(sponges);
  const first = firstFree;
  const campaign = first + (maxBatch + 1) * size;
  const tree = campaign + word;
  const free = tree + rootRoom(maxBatch);
  memory.room(0, free);
  const rootOf = rootFinder(memory, tree, maxBatch);
  // One more than there are labels: the last of an odd number has it for company.
  for (let at = first; at < campaign; at += size) {
    for (const place of [message.saltedTask, message.saltedBody, message.parts])
      memory.pad(at + place, 2 * word);
    for (const place of [message.leaf, message.once]) memory.pad(at + place, word);
  }
  /** Of every label the message at `from` is hashed to `to`. */
  const step = (end: number, from: number, to: number) => {
    for (let at = first; at < end; at += 2 * size)
      memory.hash(at + from, at + size + from, 1, at + to, at + size + to);
  };

  return ({ batch, labels, bytes, words }) => {
    const texts = new Texts(memory, free, bytes, labels.length);
    memory.bytes.write(batch.campaign.slice(2), campaign, 'hex');
    labels.forEach((label, index) => {
      const at = first + index * size;
      const own = index * wordsSize;
      memory.take(words, own, at + named, word);
      memory.take(words, own + word, at + message.saltedTask, word / 2);
      memory.take(words, own + word + word / 2, at + message.saltedBody, word / 2);
      const known = label.said?.digest;
      if (known) memory.take(known, 0, at + message.saltedBody + word, word);
      else texts.addBody(label, at + message.saltedBody + word);
      texts.addTask(label, at + message.saltedTask + word);
      texts.addTaskId(campaign, label, at + ofTarget);
    });
    texts.end();
    const end = first + labels.length * size;
    step(end, message.saltedTask, message.parts);
    step(end, message.saltedBody, message.parts + word);
    step(end, message.parts, message.leaf);
    step(end, message.leaf, message.once);
    step(end, message.once, leafHash);
    memory.run();
    const parts = new Int32Array((labels.length * partsSize) / 4);
    const areOfTask = labels.map(({ said }, index) => {
      const at = first + index * size;
      if (said !== null) said.digest ??= memory.word(at + message.saltedBody + word);
      memory.give(at + message.parts, parts, index * partsSize, partsSize);
      return memory.areEqual(at + named, at + ofTarget);
    });
    const root = rootOf(first + leafHash, size, labels.length);
    return { parts, areOfTask, root: `0x${memory.bytes.toString('hex', root, root + word)}` };
  };
}
