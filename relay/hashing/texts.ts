import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { LabelTexts } from '../../lib/protocol/signed/label-texts.ts';
import type { Target } from '../../lib/protocol/target/target.ts';
import { type HashMemory, word } from './memory.ts';
import { rate } from './two-sponges.ts';

const [brace, endBrace] = [0x7b, 0x7d];

/** Messages of any length, one behind the other from a place on. */
export class Texts {
  readonly #memory: HashMemory;
  #end: number;
  /** Of each number of blocks the message that waits for another: its place and its digest's. */
  readonly #alone = new Map<number, { at: number; digest: number }>();

  constructor(memory: HashMemory, start: number) {
    this.#memory = memory;
    this.#end = start;
  }

  /** What the two parts of a label hash. It becomes UTF-8 once, and both take their pieces from that. */
  addLabel({ whole, said, where, why }: LabelTexts, taskDigest: number, bodyDigest: number): void {
    const start = this.#end;
    // A UTF-16 unit has at most three bytes in UTF-8; the parts have none that the whole has not, but a brace each.
    this.#memory.room(start, 6 * whole.length + 2 + 2 * rate);
    const { bytes } = this.#memory;
    const length = bytes.write(whole, start);
    const sizeOf = (piece: string) => (length === whole.length ? piece.length : Buffer.byteLength(piece));
    this.#end += length;
    const body = sizeOf(said);
    bytes.copyWithin(this.#end, start, start + body);
    bytes[this.#end + body] = endBrace;
    this.#put(body + 1, bodyDigest);
    bytes[this.#end] = brace;
    const task = this.#end + 1 + (why === '' ? 0 : bytes.write(why, this.#end + 1));
    const tail = sizeOf(where);
    bytes.copyWithin(task, start + length - tail, start + length);
    this.#put(task + tail - this.#end, taskDigest);
  }

  /** abi.encode(bytes32 campaign, string address, string unit, string unitKey), as `taskId` has it. */
  addTask(campaign: Hex, { address, unit, unitKey }: Target, digest: number): void {
    const texts = [address, unit, unitKey];
    const start = this.#end;
    const most = 3 * (address.length + unit.length + unitKey.length) + 10 * word;
    this.#memory.room(start, most + rate);
    const { bytes } = this.#memory;
    bytes.fill(0, start, start + most);
    bytes.write(campaign.slice(2), start, 'hex');
    let next = (1 + texts.length) * word;
    for (const [index, text] of texts.entries()) {
      const length = bytes.write(text, start + next + word);
      bytes.writeUInt32BE(next, start + (2 + index) * word - 4);
      bytes.writeUInt32BE(length, start + next + word - 4);
      next += (1 + Math.ceil(length / word)) * word;
    }
    this.#put(next, digest);
  }

  #put(length: number, digest: number): void {
    const at = this.#end;
    const blocks = this.#memory.pad(at, length);
    this.#end += blocks * rate;
    const other = this.#alone.get(blocks);
    if (other === undefined) this.#alone.set(blocks, { at, digest });
    else {
      this.#alone.delete(blocks);
      this.#memory.hash(other.at, at, blocks, other.digest, digest);
    }
  }

  /** Hashes what has found no other of its length. */
  end(): void {
    for (const [blocks, { at, digest }] of this.#alone) this.#memory.hash(at, at, blocks, digest, digest);
  }
}
