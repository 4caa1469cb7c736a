import type { ChainReader } from '../chain/reader.ts';
import { cutBatch } from '../queue/cut-batch.ts';
import { Expected } from '../storage/expected.ts';
import type { JoinRecord, RelayRecord } from '../storage/records.ts';
import { refreshCatalogue } from './catalogue.ts';
import { checkEpochs } from './check-epochs.ts';
import { followClaims } from './claims.ts';
import { delegateCampaign, delegateDevice, forgetDelegations } from './delegate.ts';
import { keepRewards, pullRewards } from './rewards.ts';
import { catalogueLife, catalogueLifeAtWork } from './schedule.ts';
import { needsDelegation, sendBatches } from './send-batches.ts';
import { tellWallet } from './tell-wallet.ts';
import type { Working } from './working.ts';

/** Failures after which nothing else of this relay can go well. */
const ends = (error: unknown): boolean =>
  !(error instanceof Expected) || error.code === 'relay-unreachable' || error.code === 'relay-changed';

/**
 * Steps that do not keep each other from running: a relay that spoils one (a bad receipt, a catalogue that can not be
 * read) does not escape the others.
 */
function makeSteps() {
  const failures: Expected[] = [];
  const step = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (ends(error) || !(error instanceof Expected)) throw error;
      failures.push(error);
      return undefined;
    }
  };
  return { step, failures };
}

type Step = ReturnType<typeof makeSteps>['step'];

async function joinsAt({ store }: Working, url: string): Promise<JoinRecord[]> {
  const db = await store.open();
  const joins = await db.getAll('joins');
  const relays = await Promise.all(joins.map(({ campaign }) => db.get('campaigns', campaign)));
  return joins.filter((_, index) => relays[index]?.relay === url);
}

/** Whether labels of these campaigns are yet to be sent. */
async function isAtWork({ store }: Working, joins: readonly JoinRecord[]): Promise<boolean> {
  const db = await store.open();
  const queued = await Promise.all(
    joins.map(({ campaign }) => db.countFromIndex('labels', 'campaignState', [campaign, 'queued'])),
  );
  return queued.some((count) => count > 0);
}

/** @returns whether a label was sent in vain, because others had filled its task */
async function send(
  working: Working,
  relay: RelayRecord,
  chain: ChainReader,
  joins: readonly JoinRecord[],
  step: Step,
): Promise<boolean> {
  if (joins.length === 0 && relay.wallet?.stage !== 'linked') return false;
  await step(() => delegateDevice(working, relay));
  const untold = new Set<string>();
  for (const join of joins) {
    await step(() => delegateCampaign(working, relay, join).catch(noteUntold(untold, join)));
    while ((await cutBatch(working, join.campaign, working.now())) !== undefined);
  }
  const inVain = await step(() => sendBatches(working, relay, chain, untold));
  await step(() => goOverToWallet(working, relay.url, step));
  return inVain === true;
}

/** What was signed before is sent by now: from here on campaign keys sign for the wallet. */
async function goOverToWallet(working: Working, url: string, step: Step): Promise<void> {
  await tellWallet(working, url);
  const relay = await (await working.store.open()).get('relays', url);
  if (relay?.wallet?.stage !== 'joined') return;
  for (const join of await joinsAt(working, url)) await step(() => delegateCampaign(working, relay, join));
}

/** What is received before the relay knows of a new payTo would be paid to the old one: so it waits, if waiting helps. */
const noteUntold =
  (untold: Set<string>, { campaign }: JoinRecord) =>
  (error: unknown): never => {
    if (error instanceof Expected && error.retry) untold.add(campaign);
    throw error;
  };

async function follow(working: Working, url: string, chain: ChainReader, step: Step): Promise<void> {
  const db = await working.store.open();
  const relay = await db.get('relays', url);
  if (relay === undefined || relay.checkedEpoch === null) return;
  await step(() => followClaims(working, url));
  const last = await chain.lastActivation();
  await step(() => checkEpochs(working, relay, chain, last.epoch));
  await step(async () => keepRewards(working, relay, chain, await pullRewards(working, url), last));
}

/** One relay, all steps: what it offers, what we send, what became of it. Throws the first failure, after the others ran. */
export async function syncRelay(working: Working, url: string, asked: boolean): Promise<void> {
  const { store, now } = working;
  const db = await store.open();
  const known = await db.get('relays', url);
  if (known === undefined) return;
  const { step, failures } = makeSteps();
  const joins = await joinsAt(working, url);
  const age = now() - known.catalogueAt;
  const life = (await isAtWork(working, joins)) ? catalogueLifeAtWork : catalogueLife;
  // Less than nothing: the clock was set back.
  const isOld = age >= life || age < 0;
  const fresh = isOld || asked ? await step(() => refreshCatalogue(working, url)) : known;
  const relay = fresh ?? known;
  const chain = working.chain(relay.info);
  if (!(await working.maySend())) {
    if (joins.length > 0) throw new Expected('not-consented', true);
    return;
  }
  const inVain = await send(working, relay, chain, joins, step);
  if (inVain && relay === known) await step(() => refreshCatalogue(working, url));
  await step(() => follow(working, url, chain, step));
  if (failures.some(({ code }) => needsDelegation(code))) await forgetDelegations(db, url, joins);
  const [first] = failures;
  if (first !== undefined) throw first;
}
