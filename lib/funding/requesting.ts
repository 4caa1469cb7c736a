import type { Purse, PursePlace } from '../chain/purse.ts';
import type { SigningKey } from '../chain/sign-transaction.ts';
import { Expected } from '../storage/expected.ts';
import type { RelayRecord } from '../storage/records.ts';
import type { Working } from '../sync/working.ts';

/** What a requester's acts work with. */
export interface Requesting extends Working {
  purse: (place: PursePlace, key: SigningKey) => Purse;
}

/** The account's money at a relay's chain. */
export async function purseAt({ identity, purse }: Requesting, { info }: RelayRecord): Promise<Purse> {
  return purse(info, await identity.account());
}

/** The relay that new campaigns go to: the one in use. @throws Expected `no-relay` */
export async function relayInUse({ store }: Requesting): Promise<RelayRecord> {
  const relay = (await (await store.open()).getAll('relays')).at(-1);
  if (relay === undefined) throw new Expected('no-relay', false);
  return relay;
}

/** @throws Expected `unknown-relay` */
export async function relayNamed({ store }: Requesting, url: string): Promise<RelayRecord> {
  const relay = await (await store.open()).get('relays', url);
  if (relay === undefined) throw new Expected('unknown-relay', false);
  return relay;
}
