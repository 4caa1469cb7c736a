import type { PageText } from './page-text.ts';
import type { Work } from './slices.ts';
import type { Sought } from './sought.ts';

/** In letters. */
const longPage = 150_000;
/** Length of the pieces of labels that are looked for, in letters: in a long page short ones stand everywhere. */
const pieceFor = (length: number): number => (length > longPage ? 9 : 6);
/** More places of a piece are not kept; what this bounds is the work on pages that repeat themselves. */
const hitsFor = (length: number): number => (length > longPage ? 24 : 200);
/** Pieces of one label; of a longer one not every piece is looked for. */
const mostPieces = 1000;
const base = 0x01000193;
const lettersAtOnce = 0x4000;
const labelsAtOnce = 64;
const hitsAtOnce = 0x4000;

/**
 * Where the pieces of all labels stand in the page, found in one pass by a rolling hash (Karp and Rabin). A hit is the letter
 * at which the label's pattern would start; one list per label, sorted.
 */
export function* scan({ letters, length }: PageText, labels: readonly Sought[]): Work<Float64Array[]> {
  const piece = pieceFor(length);
  const mostHits = hitsFor(length);
  const count = labels.reduce((sum, label) => sum + Math.min(mostPieces, label.letters.length), 0);
  const bits = Math.max(8, 33 - Math.clz32(count * 2));
  const heads = new Int32Array(1 << bits);
  const hashes = new Int32Array(count + 1);
  const follow = new Int32Array(count + 1);
  const owner = new Int32Array(count + 1);
  const offset = new Int32Array(count + 1);
  const seen = new Uint8Array(count + 1);
  let last = 0;
  let out = 1;
  for (let n = 1; n < piece; n++) out = Math.imul(out, base);
  for (const [at, label] of labels.entries()) {
    if (at % labelsAtOnce === labelsAtOnce - 1) yield;
    const stride = Math.ceil(label.letters.length / mostPieces);
    let hash = 0;
    for (let end = 0; end < label.letters.length; end++) {
      if (end >= piece) hash -= Math.imul(label.letters[end - piece]!, out);
      hash = (Math.imul(hash, base) + label.letters[end]!) | 0;
      if (end < piece - 1 || end % stride !== 0) continue;
      last++;
      const slot = Math.imul(hash, 0x9e3779b1) >>> (32 - bits);
      hashes[last] = hash;
      owner[last] = at;
      offset[last] = end - piece + 1;
      follow[last] = heads[slot]!;
      heads[slot] = last;
    }
  }
  const found = new Hits();
  let hash = 0;
  for (let from = 0; from < length; from += lettersAtOnce) {
    yield;
    const to = Math.min(length, from + lettersAtOnce);
    for (let end = from; end < to; end++) {
      if (end >= piece) hash -= Math.imul(letters[end - piece]!, out);
      hash = (Math.imul(hash, base) + letters[end]!) | 0;
      let at = heads[Math.imul(hash, 0x9e3779b1) >>> (32 - bits)]!;
      for (; at !== 0; at = follow[at]!)
        if (hashes[at] === hash && seen[at]! < mostHits) {
          seen[at]!++;
          found.add(at, end - piece + 1 - offset[at]!);
        }
    }
  }
  yield;
  return yield* found.lists(labels.length, owner, seen);
}

/** Hits as they come: which piece, and the letter at which its label would start. */
class Hits {
  #pieces = new Int32Array(1024);
  #starts = new Int32Array(1024);
  #length = 0;

  add(piece: number, start: number): void {
    if (this.#length === this.#pieces.length) {
      this.#pieces = grown(this.#pieces);
      this.#starts = grown(this.#starts);
    }
    this.#pieces[this.#length] = piece;
    this.#starts[this.#length++] = start;
  }

  /** One list per label; a hit is `hitOf(start, times)`. */
  *lists(labels: number, owner: Int32Array, times: Uint8Array): Work<Float64Array[]> {
    const counts = new Int32Array(labels);
    for (let at = 0; at < this.#length; at++) counts[owner[this.#pieces[at]!]!]!++;
    const lists = Array.from(counts, (count) => new Float64Array(count));
    counts.fill(0);
    for (let at = 0; at < this.#length; at++) {
      if (at % hitsAtOnce === 0) yield;
      const piece = this.#pieces[at]!;
      const label = owner[piece]!;
      lists[label]![counts[label]!++] = hitOf(this.#starts[at]!, times[piece]!);
    }
    return lists;
  }
}

function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(old.length * 2);
  larger.set(old);
  return larger;
}

const hitOf = (start: number, times: number): number => start * 256 + times;
export const startOf = (hit: number): number => Math.floor(hit / 256);
/** How often the hit's piece stands in the page. */
export const timesOf = (hit: number): number => hit - startOf(hit) * 256;
