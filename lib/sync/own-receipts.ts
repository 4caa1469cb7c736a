import type { OwnReceipt } from '../audit/check-epoch.ts';
import { labelLeaf } from '../protocol/signed/leaf.ts';
import type { Database } from '../storage/database.ts';

/** The receipts of this device at one relay, with what is needed to check a statement against them. */
export async function ownReceipts(db: Database, relay: string): Promise<OwnReceipt[]> {
  const own: OwnReceipt[] = [];
  for (const { relay: url, answer, request, hash, campaign, price } of await db.getAll('batches')) {
    if (url !== relay || answer === null) continue;
    const known = await db.get('campaigns', campaign);
    const labels = await db.getAllFromIndex('labels', 'batch', hash);
    const policy = known?.terms.policy;
    const flat = policy?.pay === 'flat' && policy.hold.scored === 0 && policy.hold.golds === 0;
    own.push({
      receipt: answer.receipt,
      refused: answer.refused,
      batch: request.batch,
      leaves: request.labels.map(labelLeaf),
      flatPrice: flat ? BigInt(price) : null,
      rejected: new Set(
        labels.flatMap(({ batch, state, appeal }) =>
          batch === null || state !== 'rejected' || appeal?.outcome != null ? [] : [batch.index],
        ),
      ),
      appeals: labels.flatMap(({ batch, appeal }) =>
        batch === null || appeal?.promise == null || appeal.outcome !== null
          ? []
          : [{ index: batch.index, ...appeal.promise }],
      ),
      weight: labels.reduce((sum, { weight }) => sum + (weight ?? 0), 0),
      settled: new Map(
        labels.flatMap(({ batch, epoch }) =>
          batch === null || epoch === null ? [] : [[batch.index, epoch]],
        ),
      ),
    });
  }
  return own;
}
