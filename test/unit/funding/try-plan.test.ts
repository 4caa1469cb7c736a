import { describe, expect, it } from 'vitest';
import type { PlanForm } from '../../../lib/authoring/form.ts';
import { keepSet } from '../../../lib/funding/keep-set.ts';
import { planOfSet } from '../../../lib/funding/plan-of-set.ts';
import { planView } from '../../../lib/funding/plan-view.ts';
import { changePlan, dropPlan, newPlan, planNamed } from '../../../lib/funding/plans.ts';
import type { Requesting } from '../../../lib/funding/requesting.ts';
import { tryPlan } from '../../../lib/funding/try-plan.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { pageTargetOf, type Target } from '../../../lib/protocol/target/target.ts';
import { guideAt } from '../../../lib/queue/guide.ts';
import { offeredAt } from '../../../lib/queue/offered.ts';
import { setViews } from '../../../lib/queue/question-sets.ts';
import { save } from '../../../lib/queue/save.ts';
import { wholeForm } from '../authoring/whole-form.ts';
import { makeDevice, relayRecord } from '../queue/sample.ts';

const page = (name: string) => `https://news.example/markets/${name}`;

/** A plan that somebody has typed, and what can be done with it. Nobody is asked: there is no chain. */
async function typed(given: Partial<PlanForm> = {}) {
  const device = makeDevice();
  const nobody = () => {
    throw new Error('asked somebody');
  };
  const requesting: Requesting = { ...device, client: nobody, chain: nobody, purse: nobody };
  const db = await device.store.open();
  await db.put('relays', relayRecord());
  const { id } = await newPlan(device, { language: 'en' });
  const plan = () => planNamed(db, id);
  const change = async (form: Partial<PlanForm>) => {
    const seen = await plan();
    await changePlan(requesting, seen, { ...seen.form, ...form });
  };
  await change(wholeForm(given));
  const tried = async () => (await tryPlan(device, await plan())).campaign;
  const label = async (campaign: Hex, name: string, chosen = 'good') => {
    device.clock.now += 1000;
    const { termsHash } = (await db.get('campaigns', campaign))!;
    const body = { answer: { kind: 'choice' as const, chosen: [chosen] } };
    const target = pageTargetOf(page(name));
    return save(device, { campaign, termsHash, target, body, assist: 'human', activeMs: 1 });
  };
  const labeled = async () => (await planView(requesting, await plan())).labeled;
  const offered = async (name: string) =>
    (await offeredAt(db, { location: page(name) }, device.clock.now)).offered.page;
  return { device, db, requesting, plan, change, tried, label, labeled, offered };
}

describe('a plan that is tried on its pages', () => {
  it('asks there as labelers will be asked, tells nobody, and is in no list of question sets', async () => {
    const { db, tried, offered } = await typed();
    const campaign = await tried();
    expect(await offered('a')).toMatchObject([{ campaign, price: null, isGuided: true }]);
    expect(await guideAt(db, { campaign, page: { location: page('a') } })).toMatchObject({
      instructions: 'Judge the news.\n\n- not the writer',
      examples: [],
    });
    await expect(
      guideAt(db, { campaign, page: { location: 'https://other.example/' } }),
    ).rejects.toMatchObject({
      code: 'not-joined',
    });
    expect(await setViews(db, async (origins) => origins)).toEqual([]);
    expect(await db.count('joins')).toBe(1);
  });

  it('offers its labels as examples, newest first, and what becomes one can still be labeled there', async () => {
    const { change, tried, label, labeled, offered } = await typed();
    const campaign = await tried();
    await label(campaign, 'a');
    await label(campaign, 'b', 'bad');
    expect((await labeled()).map(({ target }) => target.address)).toEqual([page('b'), page('a')]);
    const [bad] = await labeled();
    await change({ exampleLabels: [{ ...bad!, shows: 'bad', note: 'It only reports.' }] });
    expect(await tried()).toBe(campaign);
    expect(await offered('b')).toMatchObject([{ own: { body: bad!.body } }]);
    // It is no task of the campaign that comes of it, but this one pays nobody.
    await label(campaign, 'b', 'good');
    expect(await labeled()).toHaveLength(2);
  });

  it('serves passages and elements as it serves pages, and their labels stand in the terms as they are', async () => {
    const place = [
      { type: 'TextPositionSelector' as const, start: 4, end: 10 },
      { type: 'TextQuoteSelector' as const, exact: 'tenant', prefix: 'The ', suffix: '' },
    ];
    const seen = { selector: 'article', address: page('a'), matches: 2 };
    const element = { unit: 'element', unitKey: 'post-1', address: page('a'), quote: 'A post' } as const;
    const cases: [Partial<PlanForm>, Target, Body][] = [
      [
        { unit: 'selection' },
        selectionTargetOf(page('a'), [place]),
        { answer: { kind: 'span', spans: [{ class: 'good', start: 4, end: 10 }] } },
      ],
      [
        { unit: 'element', selector: 'article', key: 'data-id', seen },
        element,
        { answer: { kind: 'choice', chosen: ['bad'] } },
      ],
    ];
    for (const [form, target, body] of cases) {
      const { device, db, requesting, plan, change, tried, labeled } = await typed(form);
      const campaign = await tried();
      const { termsHash } = (await db.get('campaigns', campaign))!;
      await save(device, { campaign, termsHash, target, body, assist: 'human', activeMs: 1 });
      expect(await labeled()).toEqual([{ target, body }]);
      await change({ exampleLabels: [{ target, body, shows: 'good', note: '' }] });
      expect((await planView(requesting, await plan())).faults).toEqual([]);
    }
  });

  it('keeps labels that say the same of what is asked now, and only those', async () => {
    const { db, change, tried, label, labeled } = await typed();
    const first = await tried();
    await label(first, 'a');
    await change({ title: 'Another title', instructions: 'Read all of it.' });
    expect(await tried()).toBe(first);
    expect(await labeled()).toHaveLength(1);
    await change({ ask: 'Which mood has it?' });
    const second = await tried();
    expect(second).not.toBe(first);
    expect(await labeled()).toEqual([]);
    expect([await db.count('campaigns'), await db.count('joins'), await db.count('labels')]).toEqual([
      1, 1, 0,
    ]);
  });

  it('lacks nothing but money, and is the one that was seen', async () => {
    const { device, plan, change, tried } = await typed({ wage: '', deposit: 'x' });
    await tried();
    const { revision, ...seen } = await plan();
    await expect(tryPlan(device, { ...seen, revision: revision + 1 })).rejects.toMatchObject({
      code: 'plan-changed',
    });
    await change({ ask: '' });
    await expect(tried()).rejects.toMatchObject({ code: 'plan-faulty' });
  });

  it('leaves nothing when the draft is deleted, or is made a question set', async () => {
    const counts = async ({ db }: Awaited<ReturnType<typeof typed>>) =>
      Promise.all((['plans', 'campaigns', 'joins', 'labels'] as const).map((name) => db.count(name)));
    const dropped = await typed();
    await dropped.label(await dropped.tried(), 'a');
    await dropPlan(dropped.requesting, await dropped.plan());
    expect(await counts(dropped)).toEqual([0, 0, 0, 0]);
    const made = await typed({ isPrivate: true });
    await made.label(await made.tried(), 'a');
    const { campaign } = await keepSet(made.device, await made.plan());
    expect(await counts(made)).toEqual([0, 1, 1, 0]);
    expect(await made.offered('a')).toMatchObject([{ campaign, own: null }]);
  });

  it('that begins with a question set takes its labels too, and leaves the set as it is', async () => {
    const { device, db, requesting, plan, label } = await typed({ isPrivate: true });
    const { campaign } = await keepSet(device, await plan());
    await label(campaign, 'a');
    const paid = await planOfSet(device, { campaign, isPrivate: false });
    const changing = await planOfSet(device, { campaign, isPrivate: true });
    for (const begun of [paid, changing])
      expect((await planView(requesting, begun)).labeled).toMatchObject([
        { target: pageTargetOf(page('a')) },
      ]);
    await tryPlan(device, paid);
    expect(await db.count('campaigns')).toBe(2);
    // The page asks for both, the set and the plan that changes it: said twice, it is one example.
    const { campaign: trial } = await tryPlan(device, changing);
    await label(trial, 'a');
    expect((await planView(requesting, await planNamed(db, changing.id))).labeled).toHaveLength(1);
    await dropPlan(requesting, changing);
    await dropPlan(requesting, await planNamed(db, paid.id));
    expect((await setViews(db, async (origins) => origins)).map(({ labels }) => labels)).toEqual([1]);
  });
});
