import { jobSize, ownEnd, rate, type TwoSponges } from './two-sponges.ts';

const pageSize = 65_536;
export const word = 32;

/** Jobs that wait at most: five for two labels, and three for what is hashed of their texts. */
const mostJobs = 2048;
/** The first place of the memory that the jobs leave free. */
export const firstFree = ownEnd + 4 * jobSize * mostJobs;

/** The memory of the wasm module: jobs that wait, messages of one block at places of their own, and texts behind them. */
export class HashMemory {
  readonly #sponges: TwoSponges;
  #jobs = 0;
  // Other views after `room` has made the memory larger.
  bytes: Buffer;
  view: DataView;
  #numbers: Int32Array;

  constructor(sponges: TwoSponges) {
    this.#sponges = sponges;
    this.bytes = Buffer.from(sponges.memory.buffer);
    this.view = new DataView(sponges.memory.buffer);
    this.#numbers = new Int32Array(sponges.memory.buffer);
  }

  /** Makes the memory large enough for so many bytes at a place. */
  room(at: number, length: number): void {
    if (at + length <= this.bytes.length) return;
    const { memory } = this.#sponges;
    memory.grow(Math.ceil((2 * (at + length) - this.bytes.length) / pageSize));
    this.bytes = Buffer.from(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.#numbers = new Int32Array(memory.buffer);
  }

  /**
   * Makes a place a message of so many bytes: what is written there later is hashed with this padding.
   * @returns its blocks, which are zero behind those bytes
   */
  pad(at: number, length: number): number {
    const blocks = Math.floor(length / rate) + 1;
    this.bytes[at + length]! |= 0x01;
    this.bytes[at + blocks * rate - 1]! |= 0x80;
    return blocks;
  }

  // Places and lengths are multiples of 4 bytes; for so little a loop is sooner done than a call of copyWithin.

  copy(from: number, to: number, length: number): void {
    this.take(this.#numbers, from, to, length);
  }

  /** Copies from elsewhere. */
  take(source: Int32Array, from: number, to: number, length: number): void {
    copy(source, from, this.#numbers, to, length);
  }

  /** Copies to elsewhere. */
  give(from: number, into: Int32Array, to: number, length: number): void {
    copy(this.#numbers, from, into, to, length);
  }

  word(at: number): Int32Array {
    const into = new Int32Array(word / 4);
    this.give(at, into, 0, word);
    return into;
  }

  /** Whether two words are the same. */
  areEqual(a: number, b: number): boolean {
    const numbers = this.#numbers;
    for (let n = 0; n < word / 4; n++) if (numbers[a / 4 + n] !== numbers[b / 4 + n]) return false;
    return true;
  }

  /** Words as large numbers. */
  compare(a: number, b: number): number {
    const order = this.view.getUint32(a) - this.view.getUint32(b);
    return order === 0 ? this.bytes.compare(this.bytes, b, b + word, a, a + word) : order;
  }

  /** Two messages and where their digests go; done when `run` is called, in the order in which they were given. */
  hash(first: number, second: number, blocks: number, firstDigest: number, secondDigest: number): void {
    if (this.#jobs === mostJobs) this.run();
    const numbers = this.#numbers;
    let at = ownEnd / 4 + this.#jobs++ * jobSize;
    numbers[at++] = first;
    numbers[at++] = second;
    numbers[at++] = blocks;
    numbers[at++] = firstDigest;
    numbers[at] = secondDigest;
  }

  run(): void {
    if (this.#jobs > 0) this.#sponges.run(ownEnd, this.#jobs);
    this.#jobs = 0;
  }
}

function copy(source: Int32Array, from: number, into: Int32Array, to: number, length: number): void {
  for (let n = 0; n < length / 4; n++) into[to / 4 + n] = source[from / 4 + n]!;
}
