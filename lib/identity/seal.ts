import type { Store } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
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
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret);
  const kept = await writeStrictly(db, ['sealed'], async (transaction) => {
    const names = transaction.objectStore('sealed');
    const first = await names.get(name);
    if (first !== undefined) return first;
    const record = { key, iv, sealed };
    await names.put(record, name);
    return record;
  });
  return unseal(kept);
}

async function unseal(record: {
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}): Promise<Uint8Array> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: record.iv }, record.key, record.sealed),
    );
  } catch {
    throw new Expected('identity-damaged', false);
  }
}
