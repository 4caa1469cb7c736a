import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { describe, expect, it } from 'vitest';
import { makeIdentity } from '../../../lib/identity/identity.ts';
import { routes } from '../../../lib/protocol/api/routes.ts';
import { batchHash } from '../../../lib/protocol/signed/batch.ts';
import { labelLeaf } from '../../../lib/protocol/signed/leaf.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { save } from '../../../lib/queue/save.ts';
import { undo } from '../../../lib/queue/undo.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { leave } from '../../../lib/sync/leave.ts';
import { at, campaignRecord, draftFor, hexOf, info, joined, joinRecord, makeDevice } from './sample.ts';

const campaign = campaignRecord();
const { campaign: id } = campaign;
const due = at + undoMs;

async function queued(count: number) {
  const device = makeDevice();
  await joined(device, campaign);
  const saved = [];
  for (let n = 0; n < count; n++) {
    device.clock.now = at + n;
    saved.push(await save(device, draftFor(campaign, n)));
  }
  device.clock.now = at;
  return { device, saved, db: await device.store.open() };
}

describe('cutting a batch', () => {
  it('P4 signs the root that OpenZeppelin’s library gives, with the campaign’s key', async () => {
    const { device, saved } = await queued(7);
    const record = await cutBatch(device, id, due + 100);
    const { batch, signature, labels } = record!.request;
    expect(labels).toEqual(saved.map(({ label }) => label));
    const leaves = labels.map((label) => [labelLeaf(label)]);
    expect(batch.labelsRoot).toBe(StandardMerkleTree.of(leaves, ['bytes32']).root);
    expect(batch).toMatchObject({ count: 7, sequence: 0, termsHash: campaign.termsHash });
    const place = { chainId: info.chainId, escrow: info.escrow };
    expect(record!.hash).toBe(batchHash(place, batch));
    expect(await signerOf(record!.hash, signature)).toBe(batch.key);
    expect(batch.key).toBe((await device.identity.campaign(info.escrow, id)).address);
  });

  it('takes only what can not be taken back any more', async () => {
    const { device, db } = await queued(2);
    expect(await cutBatch(device, id, due - 1)).toBeUndefined();
    expect((await cutBatch(device, id, due))?.request.labels).toHaveLength(1);
    expect(await db.countFromIndex('labels', 'state', 'queued')).toBe(1);
  });

  it('P3 is stored whole: after a kill the same bytes are there', async () => {
    const { device } = await queued(3);
    const record = await cutBatch(device, id, due + 100);
    const db = await device.again().open();
    const found = await db.get('batches', record!.hash);
    expect(JSON.stringify(found?.request)).toBe(JSON.stringify(record!.request));
    expect(found?.unanswered).toBe(1);
    const labels = await db.getAllFromIndex('labels', 'batch', record!.hash);
    expect(labels.map(({ state, batch }) => [state, batch?.index]).sort()).toEqual([
      ['sent', 0],
      ['sent', 1],
      ['sent', 2],
    ]);
  });

  it('holds at most 256 labels, oldest first', async () => {
    const { device, saved } = await queued(300);
    const first = await cutBatch(device, id, due + 1000);
    const second = await cutBatch(device, id, due + 1000);
    expect([first, second].map((batch) => batch?.request.labels.length)).toEqual([256, 44]);
    expect(first?.request.labels[0]).toEqual(saved[0]?.label);
    expect(await cutBatch(device, id, due + 1000)).toBeUndefined();
  });

  it('fits into one request, however long the labels are', async () => {
    const device = makeDevice();
    const options = Array.from({ length: 40 }, (_, n) => ({ id: `${n}-`.padEnd(30, 'x'), label: 'x' }));
    const questions = Array.from({ length: 20 }, (_, n) => ({
      kind: 'choice' as const,
      id: `q${n}`,
      ask: 'Which?',
      multiple: true,
      options,
    }));
    const long = campaignRecord({ questions });
    await joined(device, long);
    const answer = { kind: 'choice' as const, chosen: options.map((option) => option.id) };
    const body = Object.fromEntries(questions.map((question) => [question.id, answer]));
    for (let n = 0; n < 200; n++) await save(device, { ...draftFor(long, n), body });
    let labels = 0;
    for (let batch = await cutBatch(device, long.campaign, due); batch; ) {
      labels += batch.request.labels.length;
      expect(JSON.stringify(batch.request).length).toBeLessThanOrEqual(routes.batches.body);
      batch = await cutBatch(device, long.campaign, due);
    }
    expect(labels).toBe(200);
  });

  it('names one terms hash: labels of before and after an amendment go apart', async () => {
    const { device, db } = await queued(2);
    const amended = campaignRecord({ price: '30000' });
    await db.put('campaigns', { ...amended, campaign: id });
    device.clock.now = at + 50;
    await save(device, draftFor({ ...amended, campaign: id }, 9));
    const first = await cutBatch(device, id, due + 100);
    const second = await cutBatch(device, id, due + 100);
    expect(first).toMatchObject({
      price: '20000',
      request: { batch: { termsHash: campaign.termsHash, count: 2 } },
    });
    expect(second).toMatchObject({
      price: '30000',
      request: { batch: { termsHash: amended.termsHash, count: 1 } },
    });
  });

  it('never uses a sequence twice: not after leaving and joining again, not when two cut at once', async () => {
    const { device, db } = await queued(1);
    const first = await cutBatch(device, id, due);
    await db.put('labels', { ...(await db.getAll('labels'))[0]!, state: 'received' });
    await leave(device.store, id);
    await db.put('joins', joinRecord(id));
    await save(device, draftFor(campaign, 50));
    await save(device, draftFor(campaign, 51));
    const other = { store: device.again(), identity: makeIdentity(device.store) };
    const cut = await Promise.all([cutBatch(device, id, due), cutBatch(other, id, due)]);
    const batches = [first, ...cut].filter((batch) => batch !== undefined);
    expect(batches.map(({ request }) => request.batch.sequence)).toEqual([0, 1]);
    expect(await db.count('batches')).toBe(2);
  });

  it('does not cut for a campaign that is not joined or never leaves the device', async () => {
    const { device, db } = await queued(1);
    await db.delete('joins', id);
    expect(await cutBatch(device, id, due)).toBeUndefined();
    await db.put('joins', joinRecord(id));
    await db.put('campaigns', { ...campaign, relay: null });
    expect(await cutBatch(device, id, due)).toBeUndefined();
    expect(await db.countFromIndex('labels', 'state', 'queued')).toBe(1);
  });

  it('P3 undo and cut at once: the label is taken back or sent, never both', async () => {
    const outcomes = new Set<boolean>();
    const turns = (count: number) => async () => {
      for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
    };
    // From at once to when the batch is stored, so that both outcomes are met on any machine.
    const moments = [
      ...Array.from({ length: 20 }, (_, round) => turns(round * 4)),
      (cut: Promise<unknown>) => cut,
    ];
    for (const moment of moments) {
      const { device, saved, db } = await queued(2);
      const cut = cutBatch(device, id, due + 100);
      const [back, batch] = await Promise.all([
        moment(cut).then(() => undo(device.store, saved[0]!.id)),
        cut,
      ]);
      const sent = (await db.getAll('batches')).flatMap(({ request }) => request.labels);
      const left = await db.getAll('labels');
      expect(sent.some(({ task }) => task === saved[0]!.task)).toBe(!back);
      expect(left).toHaveLength(back ? 1 : 2);
      expect(left.every(({ state }) => state === (batch === undefined ? 'queued' : 'sent'))).toBe(true);
      outcomes.add(back);
    }
    expect(outcomes).toEqual(new Set([true, false]));
  });

  it('P3 replace and cut at once: the task is sent once', async () => {
    for (let round = 0; round < 10; round++) {
      const { device, db } = await queued(1);
      device.clock.now = due;
      const [again] = await Promise.allSettled([
        save(device, draftFor(campaign, 0, 'down')),
        cutBatch(device, id, due),
      ]);
      expect(await db.count('labels')).toBe(1);
      const [label] = await db.getAll('labels');
      expect(label?.state).toBe(again.status === 'fulfilled' ? 'queued' : 'sent');
    }
  });
});

describe('leaving', () => {
  it('waits for labels that are on their way', async () => {
    const { device, db } = await queued(1);
    await expect(leave(device.store, id)).rejects.toMatchObject({ code: 'labels-waiting', retry: true });
    await cutBatch(device, id, due);
    await expect(leave(device.store, id)).rejects.toMatchObject({ code: 'labels-waiting' });
    await db.put('labels', { ...(await db.getAll('labels'))[0]!, state: 'received' });
    await leave(device.store, id);
    expect(await db.getKey('joins', id)).toBeUndefined();
  });

  it('another relay’s campaign has another key for the same person', async () => {
    const { device } = await queued(0);
    const here = await device.identity.campaign(info.escrow, id);
    const there = await device.identity.campaign(hexOf(0x66, 20), id);
    expect(here.address).not.toBe(there.address);
  });
});
