import type { BatchAnswer } from '../../../lib/protocol/api/batches.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { save } from '../../../lib/queue/save.ts';
import type { BatchRecord, RewardRecord } from '../../../lib/storage/records.ts';
import {
  at,
  campaignRecord,
  type Device,
  draftFor,
  hexOf,
  info,
  joined,
  makeDevice,
  payTo,
  relayRecord,
  relayUrl,
} from '../queue/sample.ts';

export const passphrase = 'four words and a horse';
export const campaign = campaignRecord();

const answerTo = ({ hash }: BatchRecord): BatchAnswer => ({
  receipt: {
    batchHash: hash,
    campaign: campaign.campaign,
    payTo,
    epoch: 1,
    number: 0,
    received: 1,
    amount: '20000',
    refusedHash: hexOf(0, 32),
    acceptBy: 9,
  },
  signature: hexOf(0x1b, 65),
  refused: [],
  duplicates: [],
});

export const reward: RewardRecord = {
  relay: relayUrl,
  payTo,
  token: info.tokens[0]!.address,
  cumulative: '70000',
  claimed: '20000',
  epoch: 1,
  proof: [hexOf(5, 32)],
  claim: { state: 'sent', amount: '50000', txHash: null },
};

/** A device with a paid label, one on its way, one that waits, and a reward. */
export async function filledDevice(): Promise<Device> {
  const device = makeDevice();
  await joined(device, campaign);
  const db = await device.store.open();
  await db.put(
    'relays',
    relayRecord({ checkedEpoch: 3, delegated: true, session: { token: 't', expiresAt: 1 } }),
  );
  for (const page of ['paid', 'sent']) {
    await save(device, draftFor(campaign, page));
    device.clock.now += 10_000;
    const batch = await cutBatch(device, campaign.campaign, device.clock.now);
    if (page === 'sent' || batch === undefined) continue;
    const { unanswered: _, ...answered } = batch;
    await db.put('batches', { ...answered, answer: answerTo(batch) });
    for (const label of await db.getAll('labels'))
      await db.put('labels', { ...label, state: 'paid', amount: '15400', epoch: 2 });
  }
  await save(device, draftFor(campaign, 'queued'));
  await db.put('rewards', reward);
  await db.put('times', at, 'nextAt');
  return device;
}
