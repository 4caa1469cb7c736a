import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import { type Pool, Query } from 'pg';

/** Signature, flags, length of an extension that there is none of: what every file of COPY's binary format begins with. */
const head = 19;

/**
 * Rows in the binary format of PostgreSQL's COPY. Whoever reads them knows their columns, takes them in order, and lets none be
 * null. They can be read again, and the same memory takes other rows then: many of them would keep the collector at work.
 */
export class CopiedRows {
  #bytes = Buffer.allocUnsafeSlow(1 << 18);
  #end = 0;
  #at = head;
  #fields = 0;

  clear(): void {
    this.#end = 0;
    this.rewind();
  }

  /** Takes a piece of the file, and keeps nothing of the piece itself. */
  add(piece: Uint8Array): void {
    const end = this.#end + piece.length;
    if (end > this.#bytes.length) {
      const bytes = Buffer.allocUnsafeSlow(2 * end);
      this.#bytes.copy(bytes, 0, 0, this.#end);
      this.#bytes = bytes;
    }
    this.#bytes.set(piece, this.#end);
    this.#end = end;
  }

  /** To before the first row. */
  rewind(): void {
    this.#at = head;
    this.#fields = 0;
  }

  /** Goes to the next row, whatever is left of this one. @returns false when there is none */
  next(): boolean {
    while (this.#fields > 0) this.#field();
    this.#fields = this.#bytes.readInt16BE(this.#at);
    this.#at += 2;
    return this.#fields > 0;
  }

  /** Goes behind the next field. @returns where it begins */
  #field(): number {
    const start = this.#at + 4;
    this.#at = start + this.#bytes.readInt32BE(this.#at);
    this.#fields -= 1;
    return start;
  }

  int2 = (): number => this.#bytes.readInt16BE(this.#field());
  int4 = (): number => this.#bytes.readInt32BE(this.#field());

  /** @returns a safe integer: ids and counters are no larger */
  int8(): number {
    const at = this.#field();
    return this.#bytes.readInt32BE(at) * 2 ** 32 + this.#bytes.readUInt32BE(at + 4);
  }

  text(): string {
    const start = this.#field();
    return this.#bytes.toString('utf8', start, this.#at);
  }

  hex(): string {
    const start = this.#field();
    return this.#bytes.toString('hex', start, this.#at);
  }

  /**
   * A view, good until the memory takes other rows.
   * @param less bytes at its end that are not wanted
   */
  bytes(less = 0): Buffer {
    const start = this.#field();
    return this.#bytes.subarray(start, this.#at - less);
  }
}

/** COPY … TO STDOUT (format binary). */
class CopyOut extends Query {
  readonly done: Promise<void>;
  readonly #rows: CopiedRows;

  constructor(command: string, into: CopiedRows) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    super(command, (error) => (error ? reject(error) : resolve()));
    this.done = promise;
    this.#rows = into;
    into.clear();
  }

  /** Called by `pg` for each piece, whose own query would drop it. */
  handleCopyData({ chunk }: { chunk: Uint8Array }): void {
    this.#rows.add(chunk);
  }
}

/**
 * The rows of a query as they are: `pg` makes no text, no value and no object of them. COPY takes no parameters, so the query
 * has its values in it (`sql.lit`).
 */
export async function copyOut(
  { pool, db }: { pool: Pool; db: QueryExecutorProvider },
  query: RawBuilder<unknown>,
  into: CopiedRows,
): Promise<void> {
  const { sql, parameters } = query.compile(db);
  if (parameters.length > 0) throw new TypeError('COPY takes no parameters');
  const client = await pool.connect();
  try {
    await client.query(new CopyOut(`copy (${sql}) to stdout (format binary)`, into)).done;
  } finally {
    client.release();
  }
}
