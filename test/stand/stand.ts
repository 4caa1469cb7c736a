import { join } from 'node:path';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type Chain, startChain } from './chain.ts';
import { type Contracts, deployOnce } from './contracts.ts';
import { type Database, startDatabase } from './database.ts';
import { giveMoney } from './give-money.ts';
import { keptPorts } from './kept-ports.ts';
import type { OwnCampaign } from './open-campaign.ts';
import { type Say, timed } from './progress.ts';
import { type Relay, startRelayPart } from './relay-part.ts';
import { checkSamePast } from './same-past.ts';
import { openSamples } from './samples.ts';
import { startSite } from './site.ts';
import { makeStack } from './stack.ts';

/** A thousand test tokens, in smallest units: what the site's form gives to who asks. */
const givenTokens = 1_000_000_000n;

/** Everything but the browser. */
export type Stand = {
  /** Folder with all that the stand keeps. */
  dir: string;
  database: Database;
  chain: Chain;
  contracts: Contracts;
  relay: Relay;
  /** Origin of the sample site. Another host name than the relay's, so that pages are of another site than it. */
  site: string;
  samples: OwnCampaign[];
  stop(): Promise<void>;
};

export type StandOptions = {
  dir: string;
  databaseUrl?: string | undefined;
  rpcUrl?: string | undefined;
  say: Say;
  /** Seconds between two epochs. */
  epochSeconds?: number;
  /** Whether the relay looks at labeled pages, those of the sample site too; two looks at once decide. */
  confirms?: boolean;
};

/**
 * Brings up database, chain, contracts, relay, sample site and sample campaigns on a folder; a second time it carries
 * on with what is there. The caller holds the folder's lock. What came up before a failure is stopped again.
 * @throws StandError when a part can not start, or chain and database do not belong together
 */
export async function startStand(options: StandOptions): Promise<Stand> {
  const { dir, say, databaseUrl, rpcUrl, epochSeconds = 10, confirms = false } = options;
  const stack = makeStack();
  try {
    const ports = await keptPorts(dir);
    // Both are waited for in any case, so that a failure of one does not leave the other running.
    const [databaseUp, chainUp] = await Promise.allSettled([
      timed(say, 'PostgreSQL', async () => {
        const database = await startDatabase({ dir: join(dir, 'database'), url: databaseUrl, say });
        stack.push(database.stop);
        return database;
      }),
      timed(say, 'Chain', async () => {
        const chain = await startChain({ dir: join(dir, 'chain'), rpcUrl, port: ports.chain, say });
        stack.push(chain.stop);
        return chain;
      }),
    ]);
    const [database, chain] = [partOf(databaseUp), partOf(chainUp)];
    const contracts = await timed(
      say,
      'Contracts',
      async () => {
        const found = await deployOnce(dir, chain);
        await checkSamePast(chain, database.url, found);
        return found;
      },
      ({ fresh, escrow }) => `${fresh ? 'deployed' : 'as before'}, escrow ${escrow}`,
    );
    const site = `http://localhost:${ports.site}`;
    const looks = { CONFIRM_PAGES: 'on', CONFIRM_ORIGINS: site, CONFIRM_AGAIN_SECONDS: '0' } as const;
    const relay = await timed(
      say,
      'Relay',
      () =>
        startRelayPart({
          port: ports.relay,
          database,
          chain,
          contracts,
          epochSeconds,
          logFile: join(dir, 'relay.log'),
          settings: confirms ? looks : {},
        }),
      ({ url }) => url,
    );
    stack.push(relay.stop);
    const give = (account: Hex) => giveMoney(chain, contracts, account, givenTokens);
    const served = await startSite({ port: ports.site, give });
    stack.push(served.stop);
    const samples = await timed(
      say,
      'Sample campaigns',
      () => openSamples(dir, relay.url, { chain, contracts, site, now: Math.floor(Date.now() / 1000) }),
      (opened) => `${opened.length} on ${site}`,
    );
    return { dir, database, chain, contracts, relay, site, samples, stop: stack.stop };
  } catch (failure) {
    await stack.stop().catch(() => {});
    throw failure;
  }
}

function partOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'fulfilled') return settled.value;
  throw settled.reason;
}
