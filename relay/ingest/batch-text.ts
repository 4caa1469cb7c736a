import { isUtf8 } from 'node:buffer';
import { type BatchRequest, batchRequest } from '../../lib/protocol/api/batches.ts';
import { maxBatch } from '../../lib/protocol/signed/batch.ts';
import { surely } from '../surely.ts';
import { canonicalValue } from './canonical-value.ts';
import { labelReader, type ReadLabel, wordsSize } from './label-text.ts';

/** A batch as it was read from its RFC 8785 text. */
export interface ReadBatch extends Pick<BatchRequest, 'batch' | 'signature'> {
  labels: ReadLabel[];
  /** The text. */
  bytes: Buffer;
  /** Of each label its task and its two salts. */
  words: Int32Array;
}

const isBatch = surely(batchRequest.entries.batch);
const isSignature = surely(batchRequest.entries.signature);
const [head, labelsHead, tail, end] = ['{"batch":', ',"labels":[', '],"signature":', '}'];

/**
 * Reads batches that are written as RFC 8785 wants, as the extension sends them: much sooner than a reader that must
 * expect anything, and each piece stands in the text as it is hashed and stored. It says no to every other text, and the
 * schema decides.
 */
export function batchReader(): (bytes: Buffer) => ReadBatch | undefined {
  const readLabel = labelReader();
  return (bytes) => {
    if (!isUtf8(bytes)) return undefined;
    const text = bytes.toString('latin1');
    const labelsStart = text.indexOf(labelsHead);
    if (!text.startsWith(head) || labelsStart === -1) return undefined;
    const batch = canonicalValue(text.slice(head.length, labelsStart), isBatch);
    if (batch === undefined) return undefined;
    const words = new Int32Array((maxBatch * wordsSize) / 4);
    const wordBytes = Buffer.from(words.buffer);
    const labels: ReadLabel[] = [];
    let at = labelsStart + labelsHead.length - 1;
    do {
      if (labels.length === maxBatch) return undefined;
      const label = readLabel(text, bytes, at + 1, wordBytes, labels.length * wordsSize);
      if (label === undefined) return undefined;
      labels.push(label);
      at = label.end;
    } while (text[at] === ',');
    if (!text.startsWith(tail, at) || !text.endsWith(end)) return undefined;
    const signature = canonicalValue(text.slice(at + tail.length, -end.length), isSignature);
    return signature === undefined ? undefined : { batch, signature, labels, bytes, words };
  };
}
