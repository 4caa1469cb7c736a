import { Client } from 'pg';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Chain } from './chain.ts';
import { type Contracts, isDeployed } from './contracts.ts';
import { StandError } from './stand-error.ts';
import { walletOf } from './wallet.ts';

type Past = { campaigns: Hex[]; activeEpoch: number };

/**
 * Checks that chain and database tell of the same past. They are written by two servers, so a chain that lost its last
 * second, or was replaced, can be older than the database: the relay would then promise money that is not there.
 * @throws StandError that says what is missing and offers the reset
 */
export async function checkSamePast(chain: Chain, databaseUrl: string, contracts: Contracts): Promise<void> {
  const past = await readPast(databaseUrl);
  if (contracts.fresh) {
    if (past !== undefined) throw older('the database is of a relay with other contracts');
    return;
  }
  if (!(await isDeployed(chain, contracts.escrow))) throw older(`no contract is at ${contracts.escrow}`);
  if (past === undefined) throw older('the database is empty, but the contracts are not new');
  const escrow = { address: contracts.escrow, abi: campaignEscrowAbi } as const;
  const { publicClient } = walletOf(chain, 'deployer');
  for (const id of past.campaigns) {
    const found = await publicClient.readContract({ ...escrow, functionName: 'campaign', args: [id] });
    if (found.state === 0) throw older(`campaign ${id} is not on the chain`);
  }
  const { last } = await publicClient.readContract({ ...escrow, functionName: 'epochs' });
  if (last < past.activeEpoch)
    throw older(`epoch ${past.activeEpoch} is active in the database, ${last} on the chain`);
}

/** @returns undefined when no relay has used this database */
async function readPast(url: string): Promise<Past | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ found: string | null }>(`select to_regclass('epochs') as found`);
    if (tables.rows[0]?.found == null) return undefined;
    const campaigns = await client.query<{ campaign: Hex }>('select campaign from campaigns');
    const epochs = await client.query<{ last: number | null }>(
      `select max(epoch)::int as last from epochs where state = 'active'`,
    );
    return {
      campaigns: campaigns.rows.map(({ campaign }) => campaign),
      activeEpoch: epochs.rows[0]?.last ?? 0,
    };
  } finally {
    await client.end();
  }
}

function older(what: string): StandError {
  return new StandError(
    `Chain and database do not tell of the same past: ${what}. What was earned on the other chain can not be paid ` +
      'on this one. Start anew with: npm start -- --reset (with DATABASE_URL or RPC_URL: empty those too).',
    { retry: false },
  );
}
