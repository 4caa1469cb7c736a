import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../lib/messages.ts';
import { taskFilterOf } from '../../../lib/protocol/api/task-filter.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { lotOf } from '../../../lib/protocol/signed/lottery.ts';
import { textKey } from '../../../lib/protocol/signed/text-key.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { elementsAt } from '../../../lib/queue/elements.ts';
import { offeredAt } from '../../../lib/queue/offered.ts';
import { save } from '../../../lib/queue/save.ts';
import { undo } from '../../../lib/queue/undo.ts';
import type { CampaignRecord } from '../../../lib/storage/records.ts';
import { article, at, campaignRecord, draftFor, hexOf, joined, joinRecord, makeDevice } from './sample.ts';

const named: Terms['targets'] = { unit: 'element', selector: 'article.post', key: 'data-id' };
const digested: Terms['targets'] = { unit: 'element', selector: 'article.post' };
const page = { location: `${article(1)}#top` };

async function labeling(targets: Terms['targets'] = named) {
  const device = makeDevice();
  const campaign = campaignRecord({ targets });
  await joined(device, campaign);
  const db = await device.store.open();
  const ask = (...units: string[]) =>
    elementsAt(db, { campaign: campaign.campaign, page, units }, device.now());
  return { device, campaign, db, ask };
}

const draftOf = (campaign: CampaignRecord, unitKey: string, quote: string, chosen = 'up'): Draft => ({
  ...draftFor(campaign, 1, chosen),
  target: { unit: 'element', unitKey, address: article(1), quote },
});

describe('elements of a page', () => {
  it('are offered where a joined campaign asks about them, and the page itself is not', async () => {
    const { db, campaign } = await labeling();
    const offered = async (where = page, when = at) => (await offeredAt(db, where, when)).offered;
    const nothing = { page: [], element: [], selection: [] };
    expect(await offered()).toMatchObject({
      page: [],
      element: [
        { campaign: campaign.campaign, address: article(1), selector: 'article.post', key: 'data-id' },
      ],
    });
    expect(await offered({ location: 'https://news.example/sport' })).toEqual(nothing);
    expect(await offered(page, campaign.terms.closes * 1000)).toEqual(nothing);
    await db.delete('joins', campaign.campaign);
    expect(await offeredAt(db, page, at)).toEqual({ offered: nothing, unjoined: [campaign.campaign] });
  });

  it('have each their own state, in the order asked', async () => {
    const { device, campaign, ask } = await labeling();
    const { id } = await save(device, draftOf(campaign, 'b', 'Text of b'));
    expect(await ask('a', 'b', 'c')).toMatchObject([
      { unitKey: 'a', own: null },
      { unitKey: 'b', own: { id, state: 'queued', undoUntil: at + 8_000 } },
      { unitKey: 'c', own: null },
    ]);
    await undo(device.store, id);
    expect(await ask('b')).toEqual([{ unitKey: 'b', own: null }]);
  });

  it('that take no label have none: no name, no join, closed, shown as an example, not of the campaign', async () => {
    const { db, campaign, ask } = await labeling();
    expect(await ask('', 'a\0', 'x'.repeat(201), textKey('a'))).toEqual([null, null, null, null]);
    const target = { unit: 'element', unitKey: 'full', address: article(1), quote: '' } as const;
    await db.put('campaigns', {
      ...campaign,
      closedTasks: taskFilterOf([taskId(campaign.campaign, target)]),
    });
    expect(await ask('full', 'free')).toEqual([null, { unitKey: 'free', own: null }]);
    const shown = { shows: 'bad' as const, target, body: draftFor(campaign, 1).body, note: 'Too soon.' };
    await db.put('campaigns', { ...campaign, terms: { ...campaign.terms, examples: [shown] } });
    expect(await ask('full', 'free')).toEqual([null, { unitKey: 'free', own: null }]);
    const elsewhere = { campaign: campaign.campaign, page: { location: 'https://news.example/sport' } };
    expect(await elementsAt(db, { ...elsewhere, units: ['free'] }, at)).toEqual([null]);
    expect(await elementsAt(db, { campaign: '0x1', page, units: ['a', 'b'] }, at)).toEqual([null, null]);
    await db.delete('joins', campaign.campaign);
    expect(await ask('free')).toEqual([null]);
  });

  it('without a naming attribute are named by the digest of their normal text', async () => {
    const { device, campaign, ask } = await labeling(digested);
    const [view, other, ...none] = await ask('A post', 'Another post', ' A post', 'A  post', '');
    expect(view).toEqual({ unitKey: textKey('A post'), own: null });
    expect(other?.unitKey).toBe(textKey('Another post'));
    expect(none).toEqual([null, null, null]);
    await save(device, draftOf(campaign, view?.unitKey ?? '', 'A post'));
    expect(await ask('A post', 'Another post')).toMatchObject([{ own: { state: 'queued' } }, { own: null }]);
  });

  it('take no label where the lottery draws others', async () => {
    const { db, campaign, ask } = await labeling();
    const account = hexOf(0xac, 20);
    await db.put('campaigns', { ...campaign, lottery: { share: 5000, taken: 5000 } });
    await db.put('joins', { ...joinRecord(campaign.campaign), account });
    const names = Array.from({ length: 20 }, (_, n) => `post-${n}`);
    const drawn = names.map(
      (name) => lotOf(account, taskId(campaign.campaign, draftOf(campaign, name, '').target)) < 2 ** 31,
    );
    expect((await ask(...names)).map((view) => view !== null)).toEqual(drawn);
  });

  it('of a whole-page campaign have no state', async () => {
    const { ask } = await labeling({ unit: 'page' });
    expect(await ask('a')).toEqual([null]);
  });
});

describe('saving a label of an element', () => {
  it('keeps the task of its name, and its text as it was read', async () => {
    const { device, campaign, db } = await labeling();
    const first = await save(device, draftOf(campaign, 'b', 'Before the edit'));
    expect(first.task).toBe(taskId(campaign.campaign, first.label.target));
    const again = await save(device, draftOf(campaign, 'b', 'After the edit', 'down'));
    expect(again.task).toBe(first.task);
    expect(await db.getAll('labels')).toEqual([again]);
    expect(again.label.target).toMatchObject({ unitKey: 'b', quote: 'After the edit' });
  });

  it.each([
    ['another kind of key', digested, 'b', 'b'],
    ['a digest where the terms name an attribute', named, textKey('b'), 'b'],
    ['a text that is not the digest’s', digested, textKey('b'), 'c'],
    ['an element where the whole page is asked about', { unit: 'page' } as const, 'b', 'b'],
  ])('refuses %s', async (_, targets, unitKey, quote) => {
    const { device, campaign, db } = await labeling(targets);
    await expect(save(device, draftOf(campaign, unitKey, quote))).rejects.toMatchObject({
      code: 'not-of-campaign',
    });
    expect(await db.count('labels')).toBe(0);
  });

  it('refuses the whole page where elements are asked about', async () => {
    const { device, campaign } = await labeling();
    await expect(save(device, draftFor(campaign, 1))).rejects.toMatchObject({ code: 'not-of-campaign' });
  });
});
