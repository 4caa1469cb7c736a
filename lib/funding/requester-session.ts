import { Expected } from '../storage/expected.ts';
import type { RelayRecord } from '../storage/records.ts';
import { openSession } from '../sync/session.ts';
import type { Requesting } from './requesting.ts';

/** Signing in costs a signature and a request, so a session is kept while this background lives, and no longer. */
const kept = new Map<string, { token: string; expiresAt: number }>();

/** Less than this is not worth beginning with, in seconds. */
const least = 60;

/** A token of the account's own session at a relay: as requester, not as a labeler's device. */
export async function requesterToken(requesting: Requesting, relay: RelayRecord): Promise<string> {
  const account = await requesting.identity.account();
  const name = `${relay.url} ${account.address}`;
  const found = kept.get(name);
  if (found !== undefined && found.expiresAt > requesting.now() / 1000 + least) return found.token;
  const session = await openSession(requesting, relay, account, 'requester');
  kept.set(name, session);
  return session.token;
}

/** Asks with the requester's session, signing in again when the relay has forgotten it. */
export async function asRequester<T>(
  requesting: Requesting,
  relay: RelayRecord,
  ask: (token: string) => Promise<T>,
): Promise<T> {
  try {
    return await ask(await requesterToken(requesting, relay));
  } catch (error) {
    if (!(error instanceof Expected) || error.code !== 'unauthorized') throw error;
    kept.delete(`${relay.url} ${(await requesting.identity.account()).address}`);
    return ask(await requesterToken(requesting, relay));
  }
}
