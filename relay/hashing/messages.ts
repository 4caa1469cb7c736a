import { rate, type TwoSponges } from './two-sponges.ts';

const pageSize = 65_536;

/**
 * Messages and their keccak256 digests in the memory of the wasm module, where digests become parts of further messages
 * without being copied out. A message is begun and filled, all that wait are hashed at once, and everything stays where
 * it is until `clear`. Offsets are places in `bytes`, which is another view when a message is begun.
 */
export class Messages {
  bytes: Buffer;
  readonly #sponges: TwoSponges;
  #end = 0;
  /** Per message that waits: where it is, its blocks, and where its digest goes. */
  #waiting: number[] = [];

  constructor(sponges: TwoSponges) {
    this.#sponges = sponges;
    this.bytes = Buffer.from(sponges.memory.buffer);
  }

  clear(): void {
    this.#end = 0;
    this.#waiting = [];
  }

  /** Room, with what was there before. */
  room(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.bytes.length) {
      this.#sponges.memory.grow(Math.ceil((2 * this.#end - this.bytes.length) / pageSize));
      this.bytes = Buffer.from(this.#sponges.memory.buffer);
    }
    return at;
  }

  /** A message of this many bytes, all zero until they are set. */
  begin(length: number, digest: number): number {
    const blocks = Math.floor(length / rate) + 1;
    const at = this.room(blocks * rate);
    this.bytes.fill(0, at, at + blocks * rate);
    this.#pad(at, length, blocks);
    this.#waiting.push(at, blocks, digest);
    return at;
  }

  /** The UTF-8 of a text as a message. */
  text(text: string, digest: number): void {
    // A UTF-16 unit has at most three bytes in UTF-8.
    const most = (Math.floor((3 * text.length) / rate) + 1) * rate;
    const at = this.room(most);
    const length = this.bytes.write(text, at);
    const blocks = Math.floor(length / rate) + 1;
    this.bytes.fill(0, at + length, at + blocks * rate);
    this.#end = at + blocks * rate;
    this.#pad(at, length, blocks);
    this.#waiting.push(at, blocks, digest);
  }

  #pad(at: number, length: number, blocks: number): void {
    this.bytes[at + length]! |= 0x01;
    this.bytes[at + blocks * rate - 1]! |= 0x80;
  }

  /** Hashes what waits, by twos of equally many blocks; one that is left goes with itself. */
  hash(): void {
    const { hash } = this.#sponges;
    const alone = new Map<number, number>();
    const waiting = this.#waiting;
    for (let one = 0; one < waiting.length; one += 3) {
      const blocks = waiting[one + 1]!;
      const other = alone.get(blocks);
      if (other === undefined) alone.set(blocks, one);
      else {
        alone.delete(blocks);
        hash(waiting[other]!, waiting[one]!, blocks, waiting[other + 2]!, waiting[one + 2]!);
      }
    }
    for (const [blocks, one] of alone)
      hash(waiting[one]!, waiting[one]!, blocks, waiting[one + 2]!, waiting[one + 2]!);
    this.#waiting = [];
  }
}
