import { type Kysely, sql } from 'kysely';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Tables } from '../db/tables.ts';

/** A public file: RFC 8785 text in UTF-8, and the keccak256 of that, which is its name. */
export interface PublicFile {
  hash: Hex;
  bytes: Uint8Array;
}

export function makeFile(keccak: Keccak, value: unknown): PublicFile {
  const bytes = new TextEncoder().encode(canonicalText(value));
  return { hash: bytesToHex(keccak(bytes)), bytes };
}

/** Stores a file under its hash. The same content is the same file. */
export async function writeFile(db: Kysely<Tables>, { hash, bytes }: PublicFile): Promise<void> {
  // As they are: a text would be encoded once more.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  await sql`insert into files (hash, text) values (${hash}, ${text}::text) on conflict do nothing`.execute(
    db,
  );
}

/** Stores a value's file. */
export async function storeFile(db: Kysely<Tables>, keccak: Keccak, value: unknown): Promise<Hex> {
  const file = makeFile(keccak, value);
  await writeFile(db, file);
  return file.hash;
}

export async function readFileText(db: Kysely<Tables>, hash: Hex): Promise<string | undefined> {
  const file = await db.selectFrom('files').select('text').where('hash', '=', hash).executeTakeFirst();
  return file?.text;
}
