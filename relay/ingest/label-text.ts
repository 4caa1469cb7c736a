import * as v from 'valibot';
import { type Label, label } from '../../lib/protocol/label/label.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { isPlainAddress } from '../../lib/protocol/target/address.ts';
import { pageTargetOf, target } from '../../lib/protocol/target/target.ts';
import { decodeHex } from '../hashing/decode-hex.ts';
import { surely } from '../surely.ts';
import { canonicalValue } from './canonical-value.ts';

/** A label that was read, and where its pieces stand: places are bytes of the text that it was read from. */
export interface ReadLabel extends Pick<Label, 'task' | 'target' | 'body' | 'activeMs'> {
  /** What many labels have in common; null for what is not remembered. */
  said: Said | null;
  /** Where the address of its target stands letter by letter; null where that is not known. */
  address: number | null;
  start: number;
  /** Behind the piece that the body part hashes, to which `}` belongs. */
  saidEnd: number;
  /** Behind the rationale, or where there is none at `saidEnd`. */
  frontEnd: number;
  /** From here to the end is what the task part hashes, to which `{` and the rationale belong. */
  where: number;
  end: number;
}

/** Of labels that say the same, letter by letter, up to `saidEnd`. */
export interface Said {
  /** Of the text that the body part hashes, once somebody has hashed it. */
  digest: Int32Array | null;
}

/** Of each label its task and its two salts, as bytes. */
export const wordsSize = 64;

/** What of a label comes before its salts; many labels have the same. */
interface Front extends Pick<Label, 'body' | 'activeMs'> {
  /** Bytes of it before the rationale. */
  length: number;
  said: Said | null;
}

const { salts: _salts, target: _target, task: _task, ...frontEntries } = label.entries;
const isFront = surely(v.strictObject(frontEntries));
const isTarget = surely(target);

const [salts, betweenSalts, where, task, end] = [
  ',"salts":["0x',
  '","0x',
  '"],"target":',
  ',"task":"0x',
  '"}',
];
const [page, endOfPage] = ['{"address":"', '","unit":"page","unitKey":"page"}'];
const saltDigits = 32;
const taskDigits = 64;

/** The most fronts that are remembered, and the longest of them. */
const mostFronts = 2000;
const longestFront = 500;

const isAscii = /^[\0-\x7f]*$/;

/** Text of which each character stands for a byte of UTF-8. */
const meantBy = (bytes: string): string =>
  isAscii.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();

/** The address of a page's target, where that is sure to be one: no letter of it is written in another way. */
function plainAddressOf(bytes: string): string | undefined {
  if (!bytes.startsWith(page) || !bytes.endsWith(endOfPage)) return undefined;
  const address = bytes.slice(page.length, -endOfPage.length);
  return isPlainAddress(address) ? address : undefined;
}

/** Reads what comes before the salts; remembers what was read, until it is too much. */
function frontReader(): (bytes: string) => Front | undefined {
  const known = new Map<string, Front>();
  return (bytes) => {
    const before = known.get(bytes);
    if (before !== undefined) return before;
    const value = canonicalValue(`${meantBy(bytes)}}`, isFront);
    if (value === undefined) return undefined;
    const { rationale, ...said } = value;
    const length = Buffer.byteLength(canonicalText(said)) - 1;
    const front = { body: value.body, activeMs: value.activeMs, length };
    if (bytes.length > longestFront || rationale !== undefined) return { ...front, said: null };
    if (known.size >= mostFronts) known.clear();
    const remembered = { ...front, said: { digest: null } };
    // Not the slice itself, which would keep the whole text of its batch.
    known.set(Buffer.from(bytes, 'latin1').toString('latin1'), remembered);
    return remembered;
  };
}

/**
 * @param text of which each character is one of `bytes`, which are UTF-8
 * @param start where a label should begin
 * @param words gets the label's own from `at` on
 * @returns undefined when what stands there is no label, or not as RFC 8785 writes it
 */
export type LabelReader = (
  text: string,
  bytes: Buffer,
  start: number,
  words: Buffer,
  at: number,
) => ReadLabel | undefined;

export function labelReader(): LabelReader {
  const frontOf = frontReader();
  return (text, bytes, start, words, at) => {
    const frontEnd = text.indexOf(salts, start);
    const first = frontEnd + salts.length;
    const second = first + saltDigits + betweenSalts.length;
    const afterSalts = second + saltDigits;
    const targetStart = afterSalts + where.length;
    const targetEnd = text.indexOf(task, targetStart);
    if (frontEnd === -1 || targetEnd === -1) return undefined;
    const digits = targetEnd + task.length;
    const last = digits + taskDigits;
    const isWhole =
      text.startsWith(betweenSalts, first + saltDigits) &&
      text.startsWith(where, afterSalts) &&
      text.startsWith(end, last) &&
      decodeHex(bytes, digits, words, at, taskDigits / 2) &&
      decodeHex(bytes, first, words, at + 32, saltDigits / 2) &&
      decodeHex(bytes, second, words, at + 48, saltDigits / 2);
    if (!isWhole) return undefined;
    const front = frontOf(text.slice(start, frontEnd));
    if (front === undefined) return undefined;
    const said = text.slice(targetStart, targetEnd);
    const address = plainAddressOf(said);
    const found = address === undefined ? canonicalValue(meantBy(said), isTarget) : pageTargetOf(address);
    if (found === undefined) return undefined;
    return {
      task: `0x${text.slice(digits, last)}`,
      target: found,
      body: front.body,
      activeMs: front.activeMs,
      said: front.said,
      address: address === undefined ? null : targetStart + page.length,
      start,
      saidEnd: start + front.length,
      frontEnd,
      where: targetStart - '"target":'.length,
      end: last + end.length,
    };
  };
}
