import type { Target } from '../../lib/protocol/target/target.ts';
import type { ReadLabel } from '../ingest/label-text.ts';
import { type HashMemory, word } from './memory.ts';
import { rate } from './two-sponges.ts';

const [brace, endBrace] = [0x7b, 0x7d];
/** A task id's message without its three texts, of each of which the last word may be filled up. */
const idWords = 4 + 3 * 2;

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
    this.#end = start + text.length;
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
  addTaskId(campaign: number, { address, unit, unitKey }: Target, digest: number): void {
    const start = this.#end;
    this.#memory.bytes.copyWithin(start, campaign, campaign + word);
    let next = 4 * word;
    next = this.#addString(start, 1, next, address);
    next = this.#addString(start, 2, next, unit);
    next = this.#addString(start, 3, next, unitKey);
    this.#put(next, digest);
  }

  /** @returns where the next one begins */
  #addString(start: number, place: number, at: number, text: string): number {
    const { bytes, view } = this.#memory;
    const length = bytes.write(text, start + at + word);
    view.setUint32(start + (place + 1) * word - 4, at);
    view.setUint32(start + at + word - 4, length);
    return at + (1 + Math.ceil(length / word)) * word;
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
