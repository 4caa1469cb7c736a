import type { Store } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { SealedRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

type Name = 'device' | 'account';

/**
 * 32 secret bytes of this profile, made on first use. They lie in the database sealed with AES-GCM (W3C Web Cryptography
 * API) by a key that can not be extracted: a copy of the database files alone does not give them away.
 */
export async function secretOf(store: Store, name: Name): Promise<Uint8Array> {
  const db = await store.open();
  const found = await db.get('sealed', name);
  if (found !== undefined) return unseal(found);
  const record = await sealedRecord(crypto.getRandomValues(new Uint8Array(32)));
  const kept = await writeStrictly(db, ['sealed'], async (transaction) => {
    const names = transaction.objectStore('sealed');
    const first = await names.get(name);
    if (first !== undefined) return first;
    await names.put(record, name);
    return record;
  });
  return unseal(kept);
}

/** A secret as it lies in the database, under a key of its own. */
export async function sealedRecord(secret: Uint8Array<ArrayBuffer>): Promise<SealedRecord> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { key, iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret) };
}

async function unseal(record: SealedRecord): Promise<Uint8Array> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: record.iv }, record.key, record.sealed),
    );
  } catch {
    throw new Expected('identity-damaged', false);
  }
}
