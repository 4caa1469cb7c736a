import type { Token } from '../protocol/api/relay.ts';
import { Expected } from '../storage/expected.ts';
import type { RelayRecord } from '../storage/records.ts';
import { purseAt, type Requesting } from './requesting.ts';

/** The token in which a relay's campaigns are written here: the first that it lists. @throws Expected `no-token` */
export function tokenOf({ info }: RelayRecord): Token {
  const [token] = info.tokens;
  if (token === undefined) throw new Expected('no-token', false);
  return token;
}

/**
 * Whether the account can pay now: asked before anything is pinned.
 * @throws Expected `no-tokens` with what is missing, `no-gas`
 */
export async function checkPurse(requesting: Requesting, relay: RelayRecord, deposit: bigint): Promise<void> {
  const { gas, tokens } = await (await purseAt(requesting, relay)).balances(tokenOf(relay).address);
  if (tokens < deposit) throw new Expected('no-tokens', true, String(deposit - tokens));
  if (gas === 0n) throw new Expected('no-gas', true);
}
