import { describe, expect, it } from 'vitest';
import type { KeyWork } from '../../../lib/audit/check-epoch.ts';
import type { Crowd } from '../../../lib/audit/crowd.ts';
import type { LabelRow } from '../../../lib/protocol/ledger/statement.ts';
import { bodyPart, openedOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { save } from '../../../lib/queue/save.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { keepRows } from '../../../lib/sync/keep-rows.ts';
import { at, campaignRecord, draftFor, hexOf, joined, makeDevice, relayUrl } from '../queue/sample.ts';

/** One label that a batch carried, and what a statement's row makes of it. */
async function carried() {
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
  const judged = { opened: openedOf(label), posterior: { tone: 900_000 }, counted: true };
  const become = async (row: LabelRow, epoch: number, crowd?: Crowd, work?: KeyWork) => {
    const rows = [{ batchHash, index: 0, row, crowd }];
    const works = new Map(work === undefined ? [] : [[batchHash, work]]);
    await keepRows(db, relayUrl, { epoch, cut: 0 }, { rows, works, parts: new Map() });
    return db.get('labels', id);
  };
  const isKnown = async () => (await db.get('joins', campaign.campaign))?.known;
  return { db, held, judged, become, isKnown };
}

it('an account is no newcomer once the task of one of its labels is settled, though it waits for its pay', async () => {
  const { held, judged, become, isKnown } = await carried();
  expect(await become(held, 1)).toMatchObject({ state: 'held' });
  expect(await isKnown()).toBeUndefined();
  expect(await become({ ...held, judged }, 2)).toMatchObject({ state: 'held' });
  expect(await isKnown()).toBe(true);
});

describe('what others said of a label', () => {
  const score = { ppm: 640_000, gold: false };
  const crowd = { others: 2, questions: {} };
  /** As a file has it that pays the label and does not judge its task. */
  const alone = { others: 0, questions: {} };
  const paid = { state: 'paid', credit: '1' } as const;

  it('is what the settlement of its task opens, whatever the row that pays it later stands beside', async () => {
    const { held, judged, become } = await carried();
    await become(held, 1);
    expect(await become({ ...held, judged: { ...judged, score } }, 2, crowd)).toMatchObject({
      score: 640_000,
      crowd,
    });
    expect(await become({ ...held, ...judged, ...paid, score }, 3, alone)).toMatchObject({
      state: 'paid',
      crowd,
    });
  });

  it('is not told of a label that was judged before it was kept, or by another device', async () => {
    const { db, held, judged, become } = await carried();
    const work = { scored: 3, golds: 0, reached: 6000 };
    // As versions of before left it.
    const old = (await become({ ...held, judged }, 2, undefined, work))!;
    expect((await become({ ...held, ...judged, ...paid }, 3, crowd, work))?.crowd).toBeUndefined();
    // As a recovery file leaves it: whoever has a score was compared with two others.
    const { work: _, ...restored } = old;
    await db.put('labels', restored);
    expect((await become({ ...held, ...judged, ...paid, score }, 3, alone))?.crowd).toBeUndefined();
    // An appeal is decided by others' labels, under another name.
    const rejected = { ...restored, state: 'rejected' as const };
    await db.put('labels', rejected);
    const appeal = { ref: hexOf(2, 32), outcome: 'won' } as never;
    expect((await become({ ...held, ...judged, ...paid, appeal }, 4, crowd))?.crowd).toBeUndefined();
  });
});
