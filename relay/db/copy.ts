import { type Connection, Query } from 'pg';

/** What every file of COPY's binary format begins with: the signature, no flags, no extension. */
const head = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Kind and length of a CopyData message, before its data. */
const messageHead = 5;
/** A CopyDone message, and before it that there is no further row, which text does not say. */
const done = Buffer.from('c\0\0\0\x04', 'latin1');
const tail = Buffer.concat([Buffer.from('\xff\xff', 'latin1'), done]);

/** Rows in the binary format of PostgreSQL's COPY, one field after the other, as the messages that carry them. */
export class CopyRows {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #end = messageHead + head.copy(this.#bytes, messageHead);

  #room(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafe(2 * (this.#end + more));
    this.#bytes.copy(bytes, 0, 0, this.#end);
    this.#bytes = bytes;
  }

  /** Begins a row. */
  row(fields: number): void {
    this.#room(2);
    this.#end = this.#bytes.writeInt16BE(fields, this.#end);
  }

  int2(value: number): void {
    this.#room(6);
    this.#end = this.#bytes.writeInt16BE(value, this.#bytes.writeInt32BE(2, this.#end));
  }

  int4(value: number): void {
    this.#room(8);
    this.#end = this.#bytes.writeInt32BE(value, this.#bytes.writeInt32BE(4, this.#end));
  }

  /** @param value a safe integer, not negative */
  int8(value: number): void {
    this.#room(12);
    const at = this.#bytes.writeInt32BE(8, this.#end);
    this.#bytes.writeUInt32BE(Math.floor(value / 2 ** 32), at);
    this.#end = this.#bytes.writeUInt32BE(value % 2 ** 32, at + 4);
  }

  /** So many bytes of a value, from `start` on; also as text, which PostgreSQL checks to be UTF-8. */
  bytes(value: Buffer, start = 0, length = value.length): void {
    this.#room(4 + length);
    const at = this.#bytes.writeInt32BE(length, this.#end);
    value.copy(this.#bytes, at, start, start + length);
    this.#end = at + length;
  }

  text(value: string | null): void {
    // A UTF-16 unit has at most three bytes in UTF-8.
    this.#room(4 + 3 * (value?.length ?? 0));
    const at = this.#end + 4;
    const length = value === null ? 0 : this.#bytes.write(value, at);
    this.#bytes.writeInt32BE(value === null ? -1 : length, this.#end);
    this.#end = at + length;
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
