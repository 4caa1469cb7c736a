import { afterEach, describe, expect, it, vi } from 'vitest';
import { taskFilterOf } from '../../../lib/protocol/api/task-filter.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { lotOf } from '../../../lib/protocol/signed/lottery.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import { offeredAt } from '../../../lib/queue/offered.ts';
import { setRecords } from '../../../lib/queue/question-sets.ts';
import { save } from '../../../lib/queue/save.ts';
import { article, at, campaignRecord, draftFor, hexOf, joined, joinRecord, makeDevice } from './sample.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function labeling() {
  const device = makeDevice();
  const campaign = campaignRecord();
  await joined(device, campaign);
  const db = await device.store.open();
  const offersAt = async (location: string, now = at) =>
    (await offeredAt(db, { location }, now)).offered.page;
  return { device, campaign, db, offersAt };
}

describe('offers of a page', () => {
  it('are the joined campaigns that match, with the own label', async () => {
    const { device, campaign, db, offersAt } = await labeling();
    await db.put('campaigns', campaignRecord({ title: 'Not joined' }, 2));
    const page = `${article(1)}?id=3&utm=x#top`;
    const [offer, ...rest] = await offersAt(page);
    expect(rest).toEqual([]);
    expect(offer).toMatchObject({
      campaign: campaign.campaign,
      own: null,
      price: { units: '20000', symbol: 'tUSD' },
    });
    expect(offer?.target.address).toBe(`${article(1)}?id=3`);
    const { id } = await save(device, { ...draftFor(campaign, 1), target: offer!.target });
    expect(await offersAt(page)).toMatchObject([{ own: { id, state: 'queued' } }]);
  });

  it('are none of a relay without the consent to send, beside a private question set of the same site', async () => {
    const { campaign, db } = await labeling();
    const { set, join } = setRecords(hexOf(0x5e, 32), setOfTerms(campaign.terms), at);
    await db.put('campaigns', set);
    await db.put('joins', join);
    const offered = async (maySend: boolean) =>
      (await offeredAt(db, { location: article(1) }, at, maySend)).offered.page.map((one) => one.campaign);
    expect(new Set(await offered(true))).toEqual(new Set([campaign.campaign, set.campaign]));
    expect(await offered(false)).toEqual([set.campaign]);
    expect((await offeredAt(db, { location: article(1) }, at, false)).unjoined).toEqual([]);
  });

  it('end with the campaign, but for own labels', async () => {
    const { device, campaign, offersAt } = await labeling();
    await save(device, draftFor(campaign, 1));
    const over = campaign.terms.closes * 1000;
    expect(await offersAt(article(1), over)).toHaveLength(1);
    expect(await offersAt(article(2), over)).toHaveLength(0);
  });

  it('leave tasks out that take no more labels', async () => {
    const { device, campaign, db, offersAt } = await labeling();
    const { task } = await save(device, draftFor(campaign, 1));
    await db.clear('labels');
    // As they are told, and as they were stored before there was a filter.
    for (const closedTasks of [taskFilterOf([task]), [task]]) {
      await db.put('campaigns', { ...campaign, closedTasks });
      expect(await offersAt(article(1))).toHaveLength(0);
      expect(await offersAt(article(2))).toHaveLength(1);
    }
  });

  it('leave out what stands as an example, in which no label is taken, and say where there is something to read', async () => {
    const { device, db, offersAt } = await labeling();
    const shown = { target: pageTargetOf(article(1)), body: draftFor(campaignRecord(), 1).body };
    const examples = [{ ...shown, shows: 'good' as const, note: '' }];
    const campaign = campaignRecord({ examples, instructions: '' });
    await db.put('campaigns', campaign);
    expect(await offersAt(article(1))).toEqual([]);
    expect(await offersAt(article(2))).toMatchObject([{ isGuided: true }]);
    await expect(save(device, draftFor(campaign, 1))).rejects.toMatchObject({ code: 'example' });
    await db.put('campaigns', campaignRecord({ instructions: ' ' }));
    expect((await offersAt(article(2)))[0]).not.toHaveProperty('isGuided');
  });

  it('are those that the lottery draws for the account, and a label of another page is not taken', async () => {
    const { device, campaign, db, offersAt } = await labeling();
    const account = hexOf(0xac, 20);
    const share = 2500;
    await db.put('campaigns', { ...campaign, lottery: { share, taken: 5000 } });
    expect(await offersAt(article(1))).toEqual([]);
    await db.put('joins', { ...joinRecord(campaign.campaign), account });
    const pages = Array.from({ length: 40 }, (_, n) => n);
    const lots = pages.map(
      (n) => lotOf(account, taskId(campaign.campaign, pageTargetOf(article(n)))) / 2 ** 32,
    );
    const offered = await Promise.all(pages.map((n) => offersAt(article(n))));
    expect(offered.map(({ length }) => length)).toEqual(lots.map((lot) => Number(lot < 0.25)));
    const between = pages.find((n) => lots[n]! >= 0.25 && lots[n]! < 0.5)!;
    await save(device, draftFor(campaign, between));
    expect(await offersAt(article(between))).toHaveLength(1);
    const other = pages.find((n) => lots[n]! >= 0.5)!;
    await expect(save(device, draftFor(campaign, other))).rejects.toMatchObject({ code: 'not-drawn' });
  });

  it('are read in one transaction, and no campaign of another host with them', async () => {
    const { device, db, offersAt } = await labeling();
    const elements = { targets: { unit: 'element', selector: 'p' } } as const;
    await joined(device, campaignRecord(elements, 2));
    for (let n = 0; n < 50; n++)
      await db.put(
        'campaigns',
        campaignRecord({ universe: { kind: 'pattern', patterns: [`https://host${n}.example/*`] } }, n + 10),
      );
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const asked = vi.spyOn(IDBIndex.prototype, 'getAll');
    const whole = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const walked = vi.spyOn(IDBObjectStore.prototype, 'openCursor');
    await offersAt(article(1));
    expect(begun).toHaveBeenCalledTimes(1);
    expect(asked.mock.calls.map(([key]) => key)).toEqual(['news.example', 'example']);
    expect(whole.mock.contexts.map((store) => store instanceof IDBObjectStore && store.name)).toEqual([
      'relays',
    ]);
    expect(walked).not.toHaveBeenCalled();
  });
});
