import type { Kysely } from 'kysely';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Tables } from '../db/tables.ts';

/** Stores a value's RFC 8785 text under the keccak256 of its bytes. The same content is the same file. */
export async function storeFile(db: Kysely<Tables>, keccak: Keccak, value: unknown): Promise<Hex> {
  const text = canonicalText(value);
  const hash = bytesToHex(keccak(new TextEncoder().encode(text)));
  await db
    .insertInto('files')
    .values({ hash, text })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

export async function readFileText(db: Kysely<Tables>, hash: Hex): Promise<string | undefined> {
  const file = await db.selectFrom('files').select('text').where('hash', '=', hash).executeTakeFirst();
  return file?.text;
}
