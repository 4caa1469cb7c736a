import type { Signer } from '../identity/signer.ts';
import { type SessionPurpose, sessionMessage } from '../protocol/api/session-message.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import type { RelayRecord } from '../storage/records.ts';
import { delegateDevice } from './delegate.ts';
import type { Working } from './working.ts';

/** Asks with the account's session, signing in when there is none or the relay has forgotten it. */
export async function withSession<T>(
  working: Working,
  url: string,
  ask: (token: string) => Promise<T>,
): Promise<T> {
  const db = await working.store.open();
  const relay = await db.get('relays', url);
  if (relay === undefined) throw new Expected('unknown-relay', false);
  const { session } = relay;
  if (session !== null && session.expiresAt * 1000 > working.now() + 60_000) {
    try {
      return await ask(session.token);
    } catch (error) {
      if (!(error instanceof Expected) || error.code !== 'unauthorized') throw error;
    }
  }
  return ask(await signIn(working, relay));
}

/** Introduces the device first, where the relay has not heard of it: an account without campaigns has earnings too. */
async function signIn(working: Working, relay: RelayRecord): Promise<string> {
  const { store, identity } = working;
  await delegateDevice(working, relay);
  const device = await identity.device(relay.info.escrow);
  const session = await openSession(working, relay, device, 'labeler');
  await patch(await store.open(), 'relays', relay.url, () => ({ session }));
  return session.token;
}

/** Signs in at a relay. `expiresAt` in seconds. */
export async function openSession(
  { client, now, random }: Working,
  relay: RelayRecord,
  signer: Signer,
  purpose: SessionPurpose,
): Promise<{ token: string; expiresAt: number }> {
  const asked = client(relay.url);
  const ask = async (issuedAt: number) => {
    const message = sessionMessage(
      {
        relay: relay.url,
        key: signer.address,
        chainId: relay.info.chainId,
        nonce: bytesToHex(random(16)).slice(2),
        issuedAt,
      },
      purpose,
    );
    return asked.ask('sessions', { body: { message, signature: await signer.signMessage(message) } });
  };
  const { token, expiresAt } = await ask(Math.floor(now() / 1000)).catch((error: unknown) => {
    // A message of a clock that is minutes off counts as old or not yet issued: once more by the relay's own.
    const theirs = asked.clock();
    if (!(error instanceof Expected) || error.code !== 'unauthorized' || theirs === undefined) throw error;
    return ask(theirs);
  });
  return { token, expiresAt };
}
