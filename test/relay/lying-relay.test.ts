import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Receipt } from '../../lib/protocol/signed/receipt.ts';
import { sync } from '../../lib/sync/sync.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { alarmsOf, type Device, joinOn, labelBefore, makeDevice, relayOf, statesOf } from './device.ts';
import { closeWith, crowd, judgedPolicy, pages, say, truthOf, withGolds } from './judged-crowd.ts';
import { makeKey, type Opened } from './labeler.ts';
import { answersItself, closeWithLie } from './lying-relay.ts';
import { makeScene, type Scene } from './scene.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
let opened: Opened;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  opened = await scene.openCampaign();
});
afterAll(() => scene.stop());

const joined = (campaign = opened.campaign) =>
  joinOn(
    makeDevice(async (request) => scene.app.request(request)),
    campaign,
    makeKey().address,
  );

/** A device of which the relay has received labels of these pages. */
async function received(...names: string[]): Promise<Device> {
  const device = await joined();
  await labelBefore(device, opened.campaign, ...names);
  await sync(device, false);
  expect(new Set(await statesOf(device))).toEqual(new Set(['received']));
  return device;
}

const numberOf = async (device: Device) =>
  (await (await device.store.open()).getAll('batches'))[0]?.answer?.receipt.number ?? -1;
const ofNumber = ({ rows }: CampaignFile, number: number) => rows.filter((row) => row.number === number);

describe('P5 a relay that lies with the receipt key in its hand: an alarm with the evidence at the next sync', () => {
  it('drops what it signed a receipt for', async () => {
    const device = await joined();
    await labelBefore(device, opened.campaign, 'drop-1', 'drop-2');
    device.line.now = answersItself(scene, (receipt) => ({ ...receipt, number: 4_000_000 }));
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['received', 'received']);
    expect(await alarmsOf(device)).toEqual([]);
    await closeWith(scene, 'none');
    await sync(device, false);
    expect(await alarmsOf(device)).toMatchObject([
      {
        kind: 'missing',
        campaign: opened.campaign,
        detail: expect.stringContaining('does not have the batch'),
        evidence: {
          receipts: [{ receipt: { number: 4_000_000 } }],
          statement: { epoch: expect.any(Number) },
        },
      },
    ]);
    expect(await statesOf(device)).toEqual(['received', 'received']);
  });

  it('activates an epoch, and passes over it in the next statement', async () => {
    const [hides, meets] = [await received('pass-1'), await received('pass-2')];
    const hidden = await closeWith(scene, 'none');
    await sync(meets, false);
    await received('pass-3');
    const epoch = await closeWithLie(scene, opened, (_, statement) => {
      statement.previous = null;
    });
    const detail = `The statement of epoch ${epoch} passes over epoch ${hidden}, which is active.`;
    for (const device of [hides, meets]) {
      await sync(device, false);
      expect(await alarmsOf(device)).toMatchObject([{ kind: 'wrong-root', epoch, detail }]);
    }
    const { faults } = await verifyEpoch(await verifyingOf(scene), epoch);
    expect(faults).toContainEqual({
      where: 'previous',
      detail: `it is none, and epoch ${hidden} was active after that`,
    });
  });

  it.each<[what: string, kind: string, detail: string, lie: (file: CampaignFile, number: number) => void]>([
    [
      'alters a label',
      'altered',
      'is not what was signed',
      (file, number) => {
        const row = ofNumber(file, number)[0]!;
        row.bodyPart = `0x${'11'.repeat(32)}`;
      },
    ],
    [
      'opens another answer',
      'altered',
      'is opened to another body',
      (file, number) => {
        const row = ofNumber(file, number)[0]!;
        if (row.state === 'paid') row.opened!.body = { tone: { kind: 'choice', chosen: ['down'] } };
      },
    ],
    [
      'omits a label',
      'missing',
      'has no row',
      (file, number) => {
        file.rows = file.rows.filter((row) => row.number !== number || row.index !== 1);
      },
    ],
    [
      'omits a batch',
      'missing',
      'does not have the batch',
      (file, number) => {
        file.batches = file.batches.filter((batch) => batch.number !== number);
      },
    ],
    [
      'lists another batch under its number',
      'altered',
      'another batch under this number',
      (file, number) => {
        file.batches.find((batch) => batch.number === number)!.sequence += 1;
      },
    ],
    [
      'pays less',
      'underpaid',
      'got 19999 of 20000',
      (file, number) => {
        const row = ofNumber(file, number)[0]!;
        if (row.state === 'paid') row.credit = '19999';
      },
    ],
    [
      'rejects without a reason that holds',
      'underpaid',
      'got 0 of 20000',
      (file, number) => {
        const row = ofNumber(file, number)[0]!;
        if (row.state !== 'paid') return;
        const { credit: _, ...rest } = row;
        file.rows[file.rows.indexOf(row)] = {
          ...rest,
          state: 'rejected',
          credit: '0',
          code: 'copied',
          evidence: 'number=1 index=1',
        };
      },
    ],
  ])('%s', async (what, kind, detail, lie) => {
    const name = what.replaceAll(' ', '-');
    const device = await received(`${name}-1`, `${name}-2`);
    const number = await numberOf(device);
    const epoch = await closeWithLie(scene, opened, (file) => lie(file, number));
    await sync(device, false);
    const alarms = await alarmsOf(device);
    expect(alarms).toContainEqual(
      expect.objectContaining({
        kind,
        epoch,
        campaign: opened.campaign,
        detail: expect.stringContaining(detail),
        evidence: expect.objectContaining({
          receipts: [expect.objectContaining({ receipt: expect.objectContaining({ number }) })],
          statement: expect.objectContaining({ epoch }),
          file: expect.objectContaining({ epoch }),
        }),
      }),
    );
  });

  it.each<[what: string, detail: string, change: (receipt: Receipt) => Receipt]>([
    [
      'more than the price',
      'amount',
      (receipt) => ({ ...receipt, amount: `${BigInt(receipt.amount) * 2n}` }),
    ],
    ['more labels than came', 'forgets', (receipt) => ({ ...receipt, received: receipt.received + 1 })],
    [
      'a date after the terms',
      'too late',
      (receipt) => ({ ...receipt, acceptBy: receipt.acceptBy + 60 * 86_400 }),
    ],
    [
      'the money to somebody else',
      'another address',
      (receipt) => ({ ...receipt, payTo: makeKey().address }),
    ],
  ])('promises %s', async (what, detail, change) => {
    const device = await joined();
    await labelBefore(device, opened.campaign, what.replaceAll(' ', '-'));
    device.line.now = answersItself(scene, change);
    await sync(device, false);
    expect(await statesOf(device)).toEqual(['sent']);
    expect(await alarmsOf(device)).toMatchObject([
      {
        kind: 'unsigned',
        detail: expect.stringContaining(detail),
        evidence: { batch: { labels: [{}] }, answer: { receipt: { campaign: opened.campaign } } },
      },
    ]);
  });

  it('promises more than the escrow has: what is not settled by its date is missing', async () => {
    const small = await scene.openCampaign({ acceptByHours: 1 }, 20_000n * 2n);
    const device = await joined(small.campaign);
    await labelBefore(device, small.campaign, ...['over-1', 'over-2', 'over-3', 'over-4']);
    device.line.now = answersItself(scene, (receipt) => ({ ...receipt, number: 4_000_001 }));
    await sync(device, false);
    expect(new Set(await statesOf(device))).toEqual(new Set(['received']));
    await closeWith(scene, 'none');
    await sync(device, false);
    expect(await alarmsOf(device)).toMatchObject([{ kind: 'missing', campaign: small.campaign }]);
  });

  it('signs one number twice', async () => {
    const device = await joined();
    device.line.now = answersItself(scene, (receipt) => ({ ...receipt, number: 4_000_002 }));
    await labelBefore(device, opened.campaign, 'twice-1');
    await sync(device, false);
    await labelBefore(device, opened.campaign, 'twice-2');
    await sync(device, false);
    const [alarm, ...more] = await alarmsOf(device);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({
      kind: 'same-number',
      detail: expect.stringContaining('Receipt 4000002'),
      evidence: [
        { answer: { receipt: { number: 4_000_002 } } },
        { answer: { receipt: { number: 4_000_002 } } },
      ],
    });
  });
});

describe('paid by agreement, on a device', () => {
  /** Three people who know, and a device that labels a third of what they do. */
  async function withCrowd(hold = { scored: 0, golds: 0 }) {
    const judged = await scene.openCampaign(judgedPolicy(hold));
    const people = await crowd(scene, judged, 3);
    for (const one of people) await say(one, judged, pages(0, 18), truthOf);
    const device = await joined(judged.campaign);
    // What a device says is always up: true of every third page.
    await labelBefore(device, judged.campaign, 0, 3, 6, 9, 12, 15);
    await sync(device, false);
    return { judged, people, device };
  }
  const labelsOf = async ({ store }: Device) => (await store.open()).getAll('labels');

  it('held with how far the evidence is, then paid by it; what the relay settled is computed again', async () => {
    const { judged, people, device } = await withCrowd({ scored: 8, golds: 0 });
    await closeWith(scene, 'none');
    await sync(device, false);
    expect(await alarmsOf(device)).toEqual([]);
    for (const label of await labelsOf(device))
      expect(label).toMatchObject({
        state: 'held',
        epoch: null,
        amount: '20000',
        work: { scored: 6, golds: 0 },
      });

    for (const one of people) await say(one, judged, pages(21, 6), truthOf);
    await labelBefore(device, judged.campaign, 21, 24);
    await sync(device, false);
    const epoch = await closeWith(scene, 'none');
    await sync(device, false);
    expect(await alarmsOf(device)).toEqual([]);
    const labels = await labelsOf(device);
    const { reached = 0, scored } = labels[0]?.work ?? {};
    expect([labels.length, scored]).toEqual([8, 8]);
    expect(reached).toBeGreaterThan(4000);
    const credit = (20_000n * (20_000_000n + 8000n * BigInt(reached))) / 100_000_000n;
    for (const label of labels)
      expect(label).toMatchObject({ state: 'paid', epoch, amount: credit.toString(), work: { reached } });
    expect(await relayOf(device)).toMatchObject({ checkedEpoch: epoch, problem: null });
  });

  it('a relay that presses the scores of others down, or pays by other sums: alarm with the row', async () => {
    const { judged, device } = await withCrowd();
    const press = (file: CampaignFile) => {
      const row = file.rows[0]!;
      if (row.state === 'paid' && row.score !== undefined) row.score.ppm -= 1;
    };
    const epoch = await withGolds(scene, 'none', () => closeWithLie(scene, judged, press));
    await sync(device, false);
    expect(await alarmsOf(device)).toMatchObject([
      {
        kind: 'unfounded',
        epoch,
        detail: expect.stringContaining('label 0/0: its score is'),
        evidence: { file: { epoch }, statement: { epoch }, faults: expect.any(Array) },
      },
    ]);
  });
});
