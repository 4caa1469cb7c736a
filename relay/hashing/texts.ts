import type { ReadLabel } from '../ingest/label-text.ts';
import { type HashMemory, word } from './memory.ts';
import { rate } from './two-sponges.ts';

const [brace, endBrace] = [0x7b, 0x7d];
/** A task id's message without its three texts, of each of which the last word may be filled up. */
const idWords = 4 + 3 * 2;
const short = 16;

/** Messages of any length that the labels of a text make, one behind the other behind that text. */
export class Texts {
  readonly #memory: HashMemory;
  readonly #text: number;
  #end: number;
  /** Of each number of blocks the message that waits for another: its place and its digest's. */
  readonly #alone = new Map<number, { at: number; digest: number }>();

  /**
   * @param start where the text is put
   * @param labels how many it has
   */
  constructor(memory: HashMemory, start: number, text: Buffer, labels: number) {
    this.#memory = memory;
    this.#text = start;
    // Where words can be copied as numbers of 4 bytes; a block has such a length too.
    this.#end = start + 4 * Math.ceil(text.length / 4);
    // A label's parts have none of its text that it has not, but a brace each; its task id's texts stand there once more.
    const most = 2 * text.length + labels * (2 + idWords * word + 3 * rate);
    memory.room(this.#end, most);
    memory.bytes.set(text, start);
    memory.bytes.fill(0, this.#end, this.#end + most);
  }

  /** What a label's body part hashes. */
  addBody({ start, saidEnd }: ReadLabel, digest: number): void {
    const length = saidEnd - start;
    this.#copy(start, saidEnd, this.#end);
    this.#memory.bytes[this.#end + length] = endBrace;
    this.#put(length + 1, digest);
  }

  /** What its task part hashes: a brace, the rationale and a comma if there is one, and what the label ends with. */
  addTask({ saidEnd, frontEnd, where, end }: ReadLabel, digest: number): void {
    const reason = frontEnd - saidEnd;
    this.#memory.bytes[this.#end] = brace;
    if (reason > 0) this.#copy(saidEnd + 1, frontEnd + 1, this.#end + 1);
    this.#copy(where, end, this.#end + 1 + reason);
    this.#put(1 + reason + end - where, digest);
  }

  /** abi.encode(bytes32 campaign, string address, string unit, string unitKey), as `taskId` has it. */
  addTaskId(campaign: number, { target, address }: ReadLabel, digest: number): void {
    const start = this.#end;
    this.#memory.copy(campaign, start, word);
    let next = 4 * word;
    next = this.#addString(start, 1, next, target.address, address);
    next = this.#addString(start, 2, next, target.unit);
    next = this.#addString(start, 3, next, target.unitKey);
    this.#put(next, digest);
  }

  /**
   * @param written where the text stands, if it is there as it is
   * @returns where the next one begins
   */
  #addString(start: number, place: number, at: number, text: string, written: number | null = null): number {
    const { view } = this.#memory;
    const to = start + at + word;
    let length = text.length;
    if (written === null) length = this.#write(text, to);
    else this.#copy(written, written + length, to);
    view.setUint32(start + (place + 1) * word - 4, at);
    view.setUint32(to - 4, length);
    return at + (1 + Math.ceil(length / word)) * word;
  }

  /** @returns bytes; a short text is sooner written letter by letter */
  #write(text: string, to: number): number {
    const { bytes } = this.#memory;
    if (text.length > short) return bytes.write(text, to);
    for (let n = 0; n < text.length; n++) {
      const letter = text.charCodeAt(n);
      if (letter >= 0x80) return bytes.write(text, to);
      bytes[to + n] = letter;
    }
    return text.length;
  }

  #copy(from: number, end: number, to: number): void {
    this.#memory.bytes.copyWithin(to, this.#text + from, this.#text + end);
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
