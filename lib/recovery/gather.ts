import type { Identity } from '../identity/identity.ts';
import { secretOf } from '../identity/seal.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database, Store } from '../storage/database.ts';
import type { BatchRecord, LabelRecord, RelayRecord } from '../storage/records.ts';
import type { Content, KeptBatch } from './content.ts';

/** The store as it stands at one moment. */
async function readAll(db: Database) {
  const names = ['relays', 'campaigns', 'joins', 'batches', 'labels', 'rewards'] as const;
  const transaction = db.transaction(names);
  const [relays, campaigns, joins, batches, labels, rewards] = await Promise.all([
    transaction.objectStore('relays').getAll(),
    transaction.objectStore('campaigns').getAll(),
    transaction.objectStore('joins').getAll(),
    transaction.objectStore('batches').getAll(),
    transaction.objectStore('labels').getAll(),
    transaction.objectStore('rewards').getAll(),
  ]);
  return { relays, campaigns, joins, batches, labels, rewards };
}

function keptBatch(batch: BatchRecord, labels: readonly LabelRecord[], blind: Hex): KeptBatch {
  const { relay, request, price, token, answer, problem, cutAt } = batch;
  const carried = labels.flatMap(({ batch: place, id, savedAt, state, amount, reason, epoch }) =>
    place === null || state === 'draft' || state === 'queued'
      ? []
      : [{ index: place.index, id, savedAt, state, amount, reason, epoch }],
  );
  return { relay, request, price, token, answer, problem, cutAt, blind, labels: carried };
}

const blinding = (identity: Identity, relays: readonly RelayRecord[]) => {
  const escrows = new Map(relays.map(({ url, info }) => [url, info.escrow]));
  const asked = new Map<Hex, Promise<Hex>>();
  return async ({ relay, campaign, blind }: BatchRecord): Promise<Hex | undefined> => {
    const escrow = escrows.get(relay);
    if (blind !== undefined || escrow === undefined) return blind;
    const derived = asked.get(campaign) ?? identity.blind(escrow, campaign);
    asked.set(campaign, derived);
    return derived;
  };
};

/**
 * All that a recovery file holds. Practice and private question sets stay out: no account has them, and a set is a file of its own. Alarms stay out: their evidence is
 * in the export.
 *
 * @param madeAt milliseconds since 1970
 */
export async function gather(store: Store, identity: Identity, madeAt: number): Promise<Content> {
  const account = bytesToHex(await secretOf(store, 'account'));
  const { relays, campaigns, joins, batches, labels, rewards } = await readAll(await store.open());
  const carriedBy = Map.groupBy(labels, ({ batch }) => batch?.hash);
  const blindOf = blinding(identity, relays);
  const kept: KeptBatch[] = [];
  for (const batch of batches) {
    const blind = await blindOf(batch);
    if (blind !== undefined) kept.push(keptBatch(batch, carriedBy.get(batch.hash) ?? [], blind));
  }
  const used = new Set<string>([...joins, ...labels].map(({ campaign }) => campaign));
  const listed = campaigns.flatMap(({ campaign, relay, terms }) =>
    relay !== null && used.has(campaign) ? [{ campaign, relay, terms }] : [],
  );
  const atRelays = new Set<string>(listed.map(({ campaign }) => campaign));
  return {
    madeAt,
    account,
    relays: relays.map(({ url, info, checkedEpoch, wallet, walletBefore }) => {
      const linked =
        wallet === undefined || wallet.stage === 'signed' ? walletBefore : wallet.delegation.account;
      return { url, info, checkedEpoch, ...(linked === undefined ? {} : { wallet: linked }) };
    }),
    campaigns: listed,
    joins: joins
      .filter(({ campaign }) => atRelays.has(campaign))
      .map(({ campaign, payTo, joinedAt, namedPayTos }) => ({ campaign, payTo, joinedAt, namedPayTos })),
    batches: kept,
    queued: labels
      .filter(({ state, campaign }) => state === 'queued' && atRelays.has(campaign))
      .map(({ id, campaign, termsHash, label, savedAt, undoUntil, amount }) => ({
        id,
        campaign,
        termsHash,
        label,
        savedAt,
        undoUntil,
        amount,
      })),
    rewards: rewards.map(({ claim: _, ...reward }) => reward),
  };
}
