import { type Connection, Query } from 'pg';

/** What every file of COPY's binary format begins with: the signature, no flags, no extension. */
const head = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Kind and length of a CopyData message, before its data. */
const messageHead = 5;
/** A CopyDone message, and before it that there is no further row, which text does not say. */
const done = Buffer.from('c\0\0\0\x04', 'latin1');
const tail = Buffer.concat([Buffer.from('\xff\xff', 'latin1'), done]);

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

/**
 * Rows in the binary format of PostgreSQL's COPY, one field after the other, as the messages that carry them. Whoever writes
 * a field is told where its value stands.
 */
export class CopyRows {
  #bytes: Buffer;
  #view: DataView;
  #end: number;

  /** @param room bytes that the rows have, if that is known; it takes more when it needs them */
  constructor(room = 1 << 16) {
    this.#bytes = Buffer.allocUnsafe(messageHead + head.length + room + tail.length);
    this.#view = viewOf(this.#bytes);
    this.#end = messageHead + head.copy(this.#bytes, messageHead);
  }

  #room(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafe(2 * (this.#end + more));
    this.#bytes.copy(bytes, 0, 0, this.#end);
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** The length of a value, and room for it. */
  #value(length: number): number {
    this.#room(4 + length);
    this.#view.setInt32(this.#end, length);
    const at = this.#end + 4;
    this.#end = at + length;
    return at;
  }

  /** Begins a row. @returns where */
  row(fields: number): number {
    this.#room(2);
    const at = this.#end;
    this.#view.setInt16(at, fields);
    this.#end = at + 2;
    return at;
  }

  int2(value: number): number {
    const at = this.#value(2);
    this.#view.setInt16(at, value);
    return at;
  }

  int4(value: number): number {
    const at = this.#value(4);
    this.#view.setInt32(at, value);
    return at;
  }

  /** @param value a safe integer, not negative */
  int8(value: number): number {
    const at = this.#value(8);
    this.#view.setUint32(at, Math.floor(value / 2 ** 32));
    this.#view.setUint32(at + 4, value % 2 ** 32);
    return at;
  }

  /** So many bytes of a value, from `start` on; also as text, which PostgreSQL checks to be UTF-8. */
  bytes(value: Buffer, start = 0, length = value.length): number {
    const at = this.#value(length);
    value.copy(this.#bytes, at, start, start + length);
    return at;
  }

  text(value: string | null): void {
    // A UTF-16 unit has at most three bytes in UTF-8.
    this.#room(4 + 3 * (value?.length ?? 0));
    const length = value === null ? 0 : this.#bytes.write(value, this.#end + 4);
    this.#view.setInt32(this.#end, value === null ? -1 : length);
    this.#end += 4 + length;
  }

  /** A copy of what was written from there on. */
  since(at: number): Buffer {
    return Buffer.from(this.#bytes.subarray(at, this.#end));
  }

  /** Fields as they were written before; what differs can be written over them. @returns where they begin */
  again(fields: Buffer): number {
    this.#room(fields.length);
    const at = this.#end;
    this.#bytes.set(fields, at);
    this.#end = at + fields.length;
    return at;
  }

  setInt2(at: number, value: number): void {
    this.#view.setInt16(at, value);
  }

  setInt4(at: number, value: number): void {
    this.#view.setInt32(at, value);
  }

  /** Writes so many bytes over a value, a multiple of 4: for so few a loop is sooner done than a call of `copy`. */
  setWords(at: number, from: DataView, start: number, length: number): void {
    for (let n = 0; n < length; n += 4) this.#view.setInt32(at + n, from.getInt32(start + n));
  }

  /** A CopyData message of all rows, and CopyDone; nothing may be added then. */
  done(): Buffer {
    this.#room(tail.length);
    const data = this.#end + 2;
    this.#end += tail.copy(this.#bytes, this.#end);
    this.#bytes.write('d', 0, 'latin1');
    this.#bytes.writeInt32BE(data - 1, 1);
    return this.#bytes.subarray(0, this.#end);
  }
}

/** A value of a column as COPY's text format has it. */
export type CopyValue = string | number | bigint | boolean | null | readonly number[];

/** Rows of COPY's text format that go in one message. */
const atOnce = 5000;

/** Rows in the text format of PostgreSQL's COPY, as the messages that carry them. */
export function textRows(rows: Iterable<readonly CopyValue[]>): Buffer {
  const messages: Buffer[] = [];
  let lines: string[] = [];
  const end = () => {
    const data = Buffer.from(lines.join(''));
    const head = Buffer.alloc(messageHead, 'd', 'latin1');
    head.writeInt32BE(messageHead - 1 + data.length, 1);
    messages.push(head, data);
    lines = [];
  };
  for (const row of rows) {
    lines.push(`${row.map(textOf).join('\t')}\n`);
    if (lines.length === atOnce) end();
  }
  if (lines.length > 0) end();
  return Buffer.concat([...messages, done]);
}

const escapes = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

function textOf(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return value.replace(/[\\\t\n\r]/g, (one) => escapes.get(one)!);
  return typeof value === 'object' ? `{${value.join()}}` : String(value);
}

/**
 * COPY … FROM STDIN with all its data at once: the server drops the data if it refuses the command (PostgreSQL's
 * manual, message flow of COPY), so nothing waits for its word in between.
 */
export class CopyIn extends Query {
  readonly done: Promise<void>;
  readonly #command: string;
  readonly #messages: Buffer;

  /**
   * @param command such as `copy t (a, b) from stdin (format binary)`
   * @param messages of rows in that format
   */
  constructor(command: string, messages: Buffer) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    super(command, (error) => (error ? reject(error) : resolve()));
    this.#command = command;
    this.#messages = messages;
    this.done = promise;
  }

  override submit = (connection: Connection): void => {
    connection.query(this.#command);
    connection.stream.write(this.#messages);
  };

  /** Called by `pg`, whose own query would refuse to send data. */
  handleCopyInResponse(): void {}
}

/**
 * The same for a transaction of Kysely's, which lets nothing but a cursor reach its connection (`insert-many.ts`): one whose
 * only parameter is the messages, and that reads no row.
 */
export class CopyCursor<T> extends CopyIn {
  constructor(command: string, [messages]: unknown[]) {
    if (!Buffer.isBuffer(messages)) throw new TypeError('COPY takes its rows as messages');
    super(command, messages);
  }

  async read(): Promise<T[]> {
    await this.done;
    return [];
  }

  async close(): Promise<void> {}
}
