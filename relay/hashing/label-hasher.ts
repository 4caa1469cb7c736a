import type { Label } from '../../lib/protocol/label/label.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { maxBatch } from '../../lib/protocol/signed/batch.ts';
import { labelTexts } from '../../lib/protocol/signed/label-texts.ts';
import { hashMemory, word } from './memory.ts';
import { rootAt, rootRoom } from './root.ts';
import { Texts } from './texts.ts';
import { rate, type TwoSponges } from './two-sponges.ts';

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

/** @returns at most 256 labels hashed, and the root that their batch must have */
export type LabelHasher = (campaign: Hex, labels: readonly Label[]) => { hashed: HashedLabel[]; root: Hex };

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
  const memory = hashMemory(sponges);
  const tree = (maxBatch + 1) * size;
  const free = tree + rootRoom(maxBatch);
  memory.room(0, free);
  // One more than there are labels: the last of an odd number has it for company.
  for (let at = 0; at < tree; at += size) {
    for (const place of [message.saltedTask, message.saltedBody, message.parts])
      memory.pad(at + place, 2 * word);
    for (const place of [message.leaf, message.once]) memory.pad(at + place, word);
  }
  /** Of every label the message at `from` is hashed to `to`. */
  const step = (labels: number, from: number, to: number) => {
    for (let at = 0; at < labels * size; at += 2 * size)
      memory.hash(at + from, at + size + from, 1, at + to, at + size + to);
  };

  return (campaign, labels) => {
    const messages = new Texts(memory, free);
    const wholes = labels.map((label, index) => {
      const at = index * size;
      const texts = labelTexts(label);
      messages.addLabel(texts, at + message.saltedTask + word, at + message.saltedBody + word);
      messages.addTask(campaign, label.target, at + ofTarget);
      const { bytes } = memory;
      bytes.write(label.salts[0].slice(2), at + message.saltedTask, 'hex');
      bytes.write(label.salts[1].slice(2), at + message.saltedBody, 'hex');
      bytes.write(label.task.slice(2), at + named, 'hex');
      return texts.whole;
    });
    messages.end();
    step(labels.length, message.saltedTask, message.parts);
    step(labels.length, message.saltedBody, message.parts + word);
    step(labels.length, message.parts, message.leaf);
    step(labels.length, message.leaf, message.once);
    step(labels.length, message.once, leafHash);
    const hashes = labels.map((_, index) => index * size + leafHash);
    const root = rootAt(memory, hashes, tree);
    const kept = Buffer.from(memory.bytes.subarray(0, labels.length * size));
    const hashed = labels.map((label, index): HashedLabel => {
      const at = index * size;
      const wordAt = (place: number) => kept.subarray(at + place, at + place + word);
      const task = wordAt(named);
      return {
        label,
        text: wholes[index]!,
        task,
        isOfTask: kept.compare(task, 0, word, at + ofTarget, at + ofTarget + word) === 0,
        taskPart: wordAt(message.parts),
        bodyPart: wordAt(message.parts + word),
      };
    });
    return { hashed, root: `0x${memory.bytes.toString('hex', root, root + word)}` };
  };
}
