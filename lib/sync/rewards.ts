import { rewardFault } from '../audit/check-reward.ts';
import type { ActivatedEpoch, ChainReader, LastActivation } from '../chain/reader.ts';
import type { OwnReward, OwnRewards } from '../protocol/api/me.ts';
import { keccak } from '../queue/cut-batch.ts';
import type { Database } from '../storage/database.ts';
import type { RelayRecord } from '../storage/records.ts';
import { raise } from './alarms.ts';
import { creditsOf } from './credits.ts';
import { keepReward } from './keep-reward.ts';
import { withSession } from './session.ts';
import type { Working } from './working.ts';

export const pullRewards = (working: Working, url: string): Promise<OwnRewards> =>
  withSession(working, url, (token) => working.client(url).ask('ownRewards', { token }));

/** An hour, in seconds: the relay waits until a block is final before it speaks of it, and no longer. */
const finality = 3600;

/**
 * Up to which epoch the answer must cover credits: an honest relay may lag by finality, not hide an epoch for ever. By the
 * chain's time, since a device's clock that is ahead would accuse it.
 */
async function dueEpoch(
  { activeEpoch }: OwnRewards,
  last: LastActivation,
  chain: ChainReader,
): Promise<number> {
  if (activeEpoch >= last.epoch) return last.epoch;
  return (await chain.time()) - last.at < finality ? activeEpoch : last.epoch;
}

/** Roots on chain, each asked for once. */
function rootsOn(chain: ChainReader) {
  const asked = new Map<number, Promise<ActivatedEpoch | undefined>>();
  return (epoch: number) => {
    const root = asked.get(epoch) ?? chain.activated(epoch);
    asked.set(epoch, root);
    return root;
  };
}

async function raiseReward(
  db: Database,
  relay: string,
  fault: { kind: 'wrong-root' | 'underpaid'; detail: string },
  epoch: number,
  reward: OwnReward | undefined,
  seenAt: number,
): Promise<void> {
  await raise(db, {
    id: `reward:${relay}:${fault.detail}`,
    kind: fault.kind,
    campaign: null,
    epoch,
    detail: `Epoch ${epoch}: ${fault.detail}.`,
    seenAt,
    evidence: { relay, reward: reward ?? null },
  });
}

/**
 * Keeps the account's reward leaves whose proofs lead to a root on chain, and raises an alarm where they do not, or do
 * not cover what checked statements credited to this device's labels; a leaf that is left out covers nothing (P5).
 */
export async function keepRewards(
  { store, now }: Working,
  { url }: RelayRecord,
  chain: ChainReader,
  pulled: OwnRewards,
  last: LastActivation,
): Promise<void> {
  const db = await store.open();
  const rootOf = rootsOn(chain);
  const due = await dueEpoch(pulled, last, chain);
  const credits = await creditsOf(db, url, due);
  for (const reward of pulled.rewards) {
    const { payTo, token, cumulative, epoch, proof } = reward;
    const root = (await rootOf(epoch))?.rewardRoot;
    const credited = credits.get(`${payTo}:${token}`)?.units ?? 0n;
    const fault = rewardFault([payTo, token, cumulative], proof, root, credited, keccak);
    if (fault !== undefined) await raiseReward(db, url, fault, due, reward, now());
    if (fault?.kind === 'wrong-root') continue;
    credits.delete(`${payTo}:${token}`);
    await keepReward(db, url, reward, await chain.claimed(payTo, token));
  }
  for (const { payTo, units } of credits.values()) {
    const detail = `no leaf pays ${payTo}, the statements credited ${units}`;
    await raiseReward(db, url, { kind: 'underpaid', detail }, due, undefined, now());
  }
}
