import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { type Chain, startChain } from '../../stand/chain.ts';
import { type Contracts, deployOnce } from '../../stand/contracts.ts';
import { type Database, startDatabase } from '../../stand/database.ts';
import { fund, idOf, list, type OwnCampaign } from '../../stand/open-campaign.ts';
import { freePort } from '../../stand/ports.ts';
import { gone } from '../../stand/process.ts';
import { startRelayPart } from '../../stand/relay-part.ts';
import { sampleTerms } from '../../stand/sample-terms.ts';
import { makeStack } from '../../stand/stack.ts';
import { StandError } from '../../stand/stand-error.ts';
import { startWire, type Wire } from '../../stand/wire.ts';
import { patience } from './acts.ts';
import type { Part } from './plan.ts';

type Failure = { strike(): Promise<void> | void; restore(): Promise<void> | void };

/** Database, chain and relay as processes, with a line before each that can break, and one campaign. */
export type Place = {
  /** Where devices find the relay. */
  relayUrl: string;
  /** Resolves when a device next sends this text to it. */
  heard(text: string): Promise<void>;
  site: string;
  campaign: OwnCampaign & { id: Hex };
  contracts: Contracts;
  /** As they are now: a restart may move them. */
  databaseUrl(): string;
  chain(): Chain;
  /** @throws with the end of the relay's log when it does not answer for a minute, though nobody keeps it from doing so */
  mustLive(): Promise<void>;
  failures: Readonly<Record<Exclude<Part, 'background killed'>, Failure>>;
  stop(): Promise<void>;
};

const say = () => {};
export const deposit = 10n ** 12n;

/** Lines keep their ports, so that whoever was told an address finds a restarted program behind it. */
function behind(url: string, wire: Wire): string {
  const moved = new URL(url);
  wire.leadTo(Number(moved.port));
  moved.port = String(wire.port);
  return moved.href.replace(/\/$/, '');
}

/** @param site origin of the pages that the campaign is about */
export async function openPlace(dir: string, site: string): Promise<Place> {
  const stack = makeStack();
  try {
    const [toRelay, toChain, toDatabase] = await Promise.all([startWire(), startWire(), startWire()]);
    for (const wire of [toRelay, toChain, toDatabase]) stack.push(wire.stop);

    const startedDatabase = () => startDatabase({ dir: join(dir, 'database'), say });
    let database: Database = await startedDatabase();
    stack.push(() => database.stop());
    const chainDir = join(dir, 'chain');
    await mkdir(chainDir, { recursive: true });
    let chain: Chain = await startChain({ dir: chainDir, say });
    stack.push(() => chain.stop());
    const contracts = await deployOnce(dir, chain);

    const relayUrl = `http://127.0.0.1:${toRelay.port}`;
    const relay = await startRelayPart({
      port: await freePort(),
      database: { ...database, url: behind(database.url, toDatabase) },
      chain: { ...chain, url: behind(chain.url, toChain) },
      contracts,
      epochSeconds: 1,
      logFile: join(dir, 'relay.log'),
      settings: { PUBLIC_URL: relayUrl, POLL_MS: '50' },
    });
    stack.push(relay.stop);
    behind(relay.url, toRelay);

    const now = Math.floor(Date.now() / 1000);
    const [sample] = sampleTerms({ chain, contracts, site, now });
    if (sample === undefined) throw new Error('There is no sample campaign');
    const campaign: OwnCampaign = { salt: `0x${'0'.repeat(63)}1`, terms: sample };
    await fund(chain, campaign, deposit);
    await list(relayUrl, campaign);

    return {
      relayUrl,
      heard: toRelay.heard,
      site,
      campaign: { id: idOf(campaign), ...campaign },
      contracts,
      databaseUrl: () => database.url,
      chain: () => chain,
      mustLive: async () => {
        // Where the machine is busy, a look at chain or database may take longer than readiness waits for it.
        for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
          const ready = await fetch(`${relay.url}/readyz`).catch(() => undefined);
          if (ready?.ok) return;
        }
        throw new Error(`The relay does not answer. Its log ends:\n${await relay.logTail()}`);
      },
      failures: {
        'relay killed': { strike: relay.kill, restore: () => supervised(relay.start) },
        'database killed': {
          strike: () => killed(database.pid),
          restore: async () => {
            database = await startedDatabase();
            behind(database.url, toDatabase);
          },
        },
        'chain paused': {
          strike: () => void process.kill(pidOf(chain), 'SIGSTOP'),
          restore: () => void process.kill(pidOf(chain), 'SIGCONT'),
        },
        'chain restarted': {
          strike: () => chain.stop(),
          restore: async () => {
            chain = await startChain({ dir: chainDir, say });
            behind(chain.url, toChain);
          },
        },
        'RPC cut': { strike: toChain.cut, restore: toChain.mend },
        'network cut': { strike: toRelay.cut, restore: toRelay.mend },
        'answers lost': { strike: toRelay.loseAnswers, restore: toRelay.mend },
      },
      stop: stack.stop,
    };
  } catch (failure) {
    await stack.stop().catch(() => {});
    throw failure;
  }
}

/** Starts again what ends because another part is slow, as a supervisor does. @throws what was last in the way, after patience */
async function supervised(start: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + patience; ; )
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof StandError && error.retry) || Date.now() > end) throw error;
    }
}

const pidOf = ({ pid }: { pid?: number }): number => {
  if (pid === undefined) throw new Error('The part is not a process of ours');
  return pid;
};

async function killed(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  process.kill(pid, 'SIGKILL');
  await gone(pid, 10_000);
}
