import { expect, it } from 'vitest';
import type { Crowd } from '../../../lib/audit/crowd.ts';
import type { LabelRow } from '../../../lib/protocol/ledger/statement.ts';
import { bodyPart, openedOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { save } from '../../../lib/queue/save.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { keepRows } from '../../../lib/sync/keep-rows.ts';
import { at, campaignRecord, draftFor, hexOf, joined, makeDevice, relayUrl } from '../queue/sample.ts';

it('an account is no newcomer once the task of one of its labels is settled, though it waits for its pay', async () => {
  const device = makeDevice();
  const campaign = campaignRecord();
  await joined(device, campaign);
  const db = await device.store.open();
  const { id, label } = await save(device, draftFor(campaign, 1));
  const { hash: batchHash } = (await cutBatch(device, campaign.campaign, at + undoMs))!;
  await db.put('labels', { ...(await db.get('labels', id))!, state: 'received' });
  const held = {
    ref: hexOf(1, 32),
    number: 1,
    index: 0,
    taskPart: taskPart(label),
    bodyPart: bodyPart(label),
    price: campaign.terms.price,
    state: 'held' as const,
  };
  const kept = async (row: LabelRow, epoch: number, crowd?: Crowd) => {
    await keepRows(
      db,
      relayUrl,
      { epoch, cut: 0 },
      { rows: [{ batchHash, index: 0, row, crowd }], works: new Map(), parts: new Map() },
    );
    return [(await db.get('labels', id))?.state, (await db.get('joins', campaign.campaign))?.known];
  };
  expect(await kept(held, 1)).toEqual(['held', undefined]);
  const judged = { opened: openedOf(label), posterior: { tone: 900_000 }, counted: true };
  expect(await kept({ ...held, judged }, 2)).toEqual(['held', true]);
  const scored = { ...judged, score: { ppm: 640_000, gold: false } };
  const crowd = { others: 2, questions: {} };
  expect(await kept({ ...held, judged: scored }, 3, crowd)).toEqual(['held', true]);
  expect(await db.get('labels', id)).toMatchObject({ score: 640_000, crowd });
  // The row that pays it stands alone in its file.
  expect(
    await kept({ ...held, ...judged, state: 'paid', credit: '1' }, 4, { others: 0, questions: {} }),
  ).toEqual(['paid', true]);
  expect((await db.get('labels', id))?.crowd).toEqual(crowd);
});
