import type { Identity } from '../identity/identity.ts';
import type { Store } from '../storage/database.ts';
import { writeStrictly } from '../storage/write.ts';
import { sealFile } from './envelope.ts';
import { fitting } from './fitting.ts';
import { gather } from './gather.ts';
import { maxFile } from './size.ts';

/** Base64 makes four characters of three bytes; the header and the seal take less than the rest. */
const maxContent = Math.floor(((maxFile - 2_000) * 3) / 4);

export interface Recovering {
  store: Store;
  identity: Identity;
  /** Milliseconds since 1970. */
  now: () => number;
  /** This many random bytes. */
  random: (bytes: number) => Uint8Array;
}

export interface Recovery {
  /** The file. */
  text: string;
  madeAt: number;
  /** Settled labels that were too many for one file. */
  leftOut: number;
}

/**
 * A recovery file of this profile, under a passphrase.
 *
 * @throws Expected `recovery-too-large`
 */
export async function makeRecovery(
  { store, identity, now, random }: Recovering,
  passphrase: string,
): Promise<Recovery> {
  const madeAt = now();
  const { content, leftOut } = fitting(await gather(store, identity, madeAt), maxContent);
  return { text: await sealFile(JSON.stringify(content), passphrase, random), madeAt, leftOut };
}

/** The person has been given the file that was made then. */
export async function noteRecovery(store: Store, madeAt: number): Promise<void> {
  await writeStrictly(await store.open(), ['times'], async (transaction) => {
    await transaction.objectStore('times').put(madeAt, 'recoveryAt');
  });
}
