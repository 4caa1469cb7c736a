import { describe, expect, it } from 'vitest';
import type { PlanForm } from '../../../lib/authoring/form.ts';
import { formOfSet } from '../../../lib/authoring/form-of-set.ts';
import { writeSet, writeTerms } from '../../../lib/authoring/write-terms.ts';
import { privateFormatOf } from '../../../lib/formats/private.ts';
import { keepSet } from '../../../lib/funding/keep-set.ts';
import { planOfSet } from '../../../lib/funding/plan-of-set.ts';
import { planView } from '../../../lib/funding/plan-view.ts';
import { changePlan, newPlan, planNamed } from '../../../lib/funding/plans.ts';
import type { Requesting } from '../../../lib/funding/requesting.ts';
import type { Draft } from '../../../lib/messages.ts';
import { overview } from '../../../lib/overview/overview.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { type QuestionSet, setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { importSet } from '../../../lib/queue/import-set.ts';
import { keepPractice } from '../../../lib/queue/practice.ts';
import { dropSet, setViews, wholeSet } from '../../../lib/queue/question-sets.ts';
import { save } from '../../../lib/queue/save.ts';
import { undo } from '../../../lib/queue/undo.ts';
import { gather } from '../../../lib/recovery/gather.ts';
import { makeRecovery } from '../../../lib/recovery/make-recovery.ts';
import { restore } from '../../../lib/recovery/restore.ts';
import { scheduleNext } from '../../../lib/sync/schedule.ts';
import { place } from '../authoring/sample.ts';
import { wholeForm } from '../authoring/whole-form.ts';
import { write } from '../formats/write-private.ts';
import { campaignRecord, type Device, draftFor, hexOf, joined, makeDevice, relayRecord } from './sample.ts';

const page = (name: string) => `https://news.example/markets/${name}`;
const granted = async (origins: readonly string[]) => [...origins];
const views = async ({ store }: Device) => setViews(await store.open(), granted);

/** Asks nobody: there is no relay and no chain. */
const writing = (device: Device): Requesting => {
  const nobody = () => {
    throw new Error('asked somebody');
  };
  return { ...device, client: nobody, chain: nobody, purse: nobody };
};

async function makeSet(device: Device): Promise<Hex> {
  const plan = await newPlan(device, { language: 'en', isPrivate: true });
  const db = await device.store.open();
  await db.put('plans', { ...plan, form: { ...wholeForm(), isPrivate: true } });
  return (await keepSet(device, plan)).campaign;
}

async function answered(device: Device, campaign: Hex, name: string, chosen = 'good'): Promise<Draft> {
  const set = await (await device.store.open()).get('campaigns', campaign);
  return {
    campaign,
    termsHash: set!.termsHash,
    target: pageTargetOf(page(name)),
    body: { answer: { kind: 'choice', chosen: [chosen] } },
    assist: 'human',
    activeMs: 2_000,
  };
}

const label = async (device: Device, campaign: Hex, name: string, chosen?: string) =>
  save(device, await answered(device, campaign, name, chosen));

async function labeled() {
  const device = makeDevice();
  const campaign = await makeSet(device);
  await label(device, campaign, 'a');
  device.clock.now += 60_000;
  await label(device, campaign, 'b', 'bad');
  return { device, campaign, db: await device.store.open() };
}

describe('a private question set', () => {
  it('is written without relay, account and money, and its draft is gone when it is made', async () => {
    const device = makeDevice();
    const plan = await newPlan(device, { language: 'en', isPrivate: true });
    const db = await device.store.open();
    expect(await planView(writing(device), plan)).toMatchObject({ price: null, cost: null, deposit: null });
    await expect(keepSet(device, plan)).rejects.toMatchObject({ code: 'plan-faulty' });
    await db.put('plans', { ...plan, form: { ...wholeForm(), isPrivate: true } });
    expect(await planView(writing(device), await planNamed(db, plan.id))).toMatchObject({
      faults: [],
      origins: ['https://news.example/*'],
    });
    const { campaign } = await keepSet(device, plan);
    expect(await db.count('plans')).toBe(0);
    expect(await db.get('campaigns', campaign)).toMatchObject({ relay: null, funding: null });
    expect(await db.count('sealed')).toBe(0);
  });

  it('does not make a set of a campaign’s draft, nor of one that another tab has changed', async () => {
    const device = makeDevice();
    const plan = await newPlan(device, { language: 'en' });
    const db = await device.store.open();
    await db.put('plans', { ...plan, form: wholeForm() });
    await expect(keepSet(device, plan)).rejects.toMatchObject({ code: 'plan-faulty' });
    await db.put('plans', { ...plan, revision: 2, form: wholeForm({ isPrivate: true }) });
    await expect(keepSet(device, plan)).rejects.toMatchObject({ code: 'plan-changed' });
    expect(await db.count('campaigns')).toBe(0);
  });

  it('is labeled like any campaign; a label can be changed and deleted for ever, since it goes nowhere', async () => {
    const { device, campaign, db } = await labeled();
    device.clock.now += 86_400_000;
    const changed = await label(device, campaign, 'a', 'bad');
    expect(await db.count('labels')).toBe(2);
    expect(await undo(device.store, changed.id)).toBe(true);
    expect(await db.count('labels')).toBe(1);
    expect(await views(device)).toMatchObject([{ campaign, labels: 1, granted: true }]);
  });

  it('is never selected by queue or schedule, and stays out of the recovery file, beside a campaign that is', async () => {
    const { device, campaign, db } = await labeled();
    expect(await db.get('times', 'nextAt')).toBeUndefined();
    const paid = campaignRecord();
    await joined(device, paid);
    await save(device, draftFor(paid, 1));
    device.clock.now += 60_000;
    const now = device.clock.now;
    expect(await cutBatch(device, campaign, now)).toBeUndefined();
    expect((await cutBatch(device, paid.campaign, now))?.campaign).toBe(paid.campaign);
    // Nothing is due but what is private: the next sync is the catalogue's.
    expect(await scheduleNext(db, now, 0)).toBe(now + 900_000);
    const recovered = JSON.stringify(await gather(device.store, device.identity, now));
    expect(recovered).toContain(paid.campaign);
    for (const mark of [campaign, page('a'), 'Which tone has it?']) expect(recovered).not.toContain(mark);
    expect(await db.getAllFromIndex('labels', 'campaignState', [campaign, 'queued'])).toHaveLength(2);
  });

  it('is seen in the panel with its labels, which do not wait for a relay; practice is not', async () => {
    const { device, campaign, db } = await labeled();
    await db.put('relays', relayRecord());
    await keepPractice(device.store, { language: 'en', title: 'P', ask: 'Q', options: [] });
    const seen = await overview({ ...device, granted }, { location: page('a') });
    expect(seen).toMatchObject({
      campaigns: [],
      sets: [{ campaign, labels: 2 }],
      nextAt: null,
      earnings: [],
      skills: [],
    });
    expect(seen.labels.map(({ isPrivate, amount }) => [isPrivate, amount])).toEqual([
      [true, null],
      [true, null],
    ]);
    expect(seen.here?.offers).toMatchObject([{ campaign, price: null, own: { state: 'queued' } }]);
    expect(seen.recovery.restorable).toBe(true);
  });

  it('is granted without the consent to send, which a campaign needs', async () => {
    const { device } = await labeled();
    await joined(device, campaignRecord());
    const seen = await overview({ ...device, granted, maySend: async () => false });
    expect(seen.sets).toMatchObject([{ granted: true }]);
    expect(seen.campaigns).toMatchObject([{ granted: false }]);
  });

  it('stays where it is when an account is restored', async () => {
    const old = makeDevice();
    await joined(old, campaignRecord());
    const { text } = await makeRecovery(old, 'four words and a horse');
    const { device, campaign, db } = await labeled();
    await restore(device, text, 'four words and a horse');
    expect(await views(device)).toMatchObject([{ campaign, labels: 2 }]);
    expect(await db.count('joins')).toBe(2);
  });

  it('goes with all its labels and nothing else', async () => {
    const { device, campaign, db } = await labeled();
    const paid = campaignRecord();
    await joined(device, paid);
    await save(device, draftFor(paid, 1));
    await expect(dropSet(device.store, paid.campaign)).rejects.toMatchObject({ code: 'no-set' });
    await dropSet(device.store, campaign);
    expect(await views(device)).toEqual([]);
    expect((await db.getAll('labels')).map((one) => one.campaign)).toEqual([paid.campaign]);
    await expect(wholeSet(device.store, campaign)).rejects.toMatchObject({ code: 'no-set' });
    await expect(wholeSet(device.store, paid.campaign)).rejects.toMatchObject({ code: 'no-set' });
  });
});

describe('a private question set that is changed', () => {
  /** Opens its plan, types, and keeps it. */
  async function change(device: Device, campaign: Hex, typed: Partial<PlanForm>, asNew = false) {
    const plan = await planOfSet(device, { campaign, isPrivate: true });
    const { revision } = await changePlan(writing(device), plan, { ...plan.form, ...typed });
    return keepSet(device, { id: plan.id, revision, asNew });
  }
  const termsIn = async ({ store }: Device, campaign: Hex) => (await wholeSet(store, campaign)).terms;
  const option = (label: string) => ({ label, hint: '' });

  it('begins with what it says, and has one plan however often that is asked for', async () => {
    const device = makeDevice();
    const campaign = await makeSet(device);
    const before = await termsIn(device, campaign);
    const plan = await planOfSet(device, { campaign, isPrivate: true });
    expect(await planOfSet(device, { campaign, isPrivate: true })).toEqual(plan);
    expect(plan.form).toMatchObject({ ask: 'Which tone has it?', questions: null, isPrivate: true });
    expect((await planView(writing(device), plan)).faults).toEqual([]);
    expect(await keepSet(device, plan)).toEqual({ campaign });
    expect(await termsIn(device, campaign)).toEqual(before);
    expect(await (await device.store.open()).count('plans')).toBe(0);
  });

  it('asks anything else while it has no labels', async () => {
    const device = makeDevice();
    const campaign = await makeSet(device);
    await change(device, campaign, { ask: 'Which mood?', options: [option('Glad'), option('Sad')] });
    expect((await termsIn(device, campaign)).questions).toMatchObject([
      { ask: 'Which mood?', options: [{ id: 'glad' }, { id: 'sad' }] },
    ]);
    expect(await views(device)).toHaveLength(1);
  });

  it('keeps its labels under another title, on more pages, beside more answers', async () => {
    const { device, campaign } = await labeled();
    const { labels } = await wholeSet(device.store, campaign);
    await change(device, campaign, {
      title: 'Mood of news',
      instructions: 'Read all of it.',
      options: [option('Mixed'), option('Good'), option('Bad')],
      patterns: ['https://news.example/*', 'https://other.example/*'],
    });
    expect(await views(device)).toMatchObject([
      {
        campaign,
        title: 'Mood of news',
        labels: 2,
        origins: ['https://news.example/*', 'https://other.example/*'],
      },
    ]);
    expect((await wholeSet(device.store, campaign)).labels).toEqual(labels);
    await label(device, campaign, 'c', 'mixed');
    // An answer of before is changed to a new one, in its place.
    await label(device, campaign, 'a', 'mixed');
    expect((await views(device))[0]?.labels).toBe(3);
    const other = makeDevice();
    const set = await wholeSet(device.store, campaign);
    expect(await importSet(other, write(privateFormatOf('question-set', set), set.labels))).toMatchObject({
      labels: 3,
    });
  });

  it.each<[string, Partial<PlanForm>]>([
    ['another question', { ask: 'Which mood has it?' }],
    ['an answer less', { options: [option('Good'), option('Fair')] }],
    ['other words for an answer', { options: [option('Good!'), option('Bad')] }],
    ['several answers at once', { multiple: true }],
    ['passages', { unit: 'selection' }],
    ['addresses that tell more pages apart', { keep: ['id'] }],
    [
      'pages without those that are labeled',
      { patterns: ['https://news.example/sports/*'], examples: ['https://news.example/sports/x'] },
    ],
  ])('does not take %s once it has labels: that becomes a set of its own', async (_, typed) => {
    const { device, campaign } = await labeled();
    const whole = await wholeSet(device.store, campaign);
    await expect(change(device, campaign, typed)).rejects.toMatchObject({
      code: 'set-labeled',
      retry: false,
    });
    expect(await wholeSet(device.store, campaign)).toEqual(whole);
    const made = await change(device, campaign, typed, true);
    expect(made.campaign).not.toBe(campaign);
    expect((await views(device)).map(({ labels }) => labels).toSorted()).toEqual([0, 2]);
    expect(await wholeSet(device.store, campaign)).toEqual(whole);
  });

  it('is the start of a campaign’s plan, and stays itself', async () => {
    const { device, campaign } = await labeled();
    const plan = await planOfSet(device, { campaign, isPrivate: false });
    expect(plan).not.toHaveProperty('of');
    const { faults, terms } = writeTerms({ ...plan.form, wage: '36' }, place);
    expect(faults).toEqual([]);
    expect(setOfTerms(terms!)).toEqual(setOfTerms((await wholeSet(device.store, campaign)).terms));
    expect(await views(device)).toMatchObject([{ campaign, labels: 2 }]);
  });

  it('is no campaign of a relay, nor practice, nor a set that is gone: then its plan makes a new one', async () => {
    const { device, campaign, db } = await labeled();
    await joined(device, campaignRecord());
    await keepPractice(device.store, { language: 'en', title: 'P', ask: 'Q', options: [] });
    for (const other of [campaignRecord().campaign, hexOf(1, 32)])
      await expect(planOfSet(device, { campaign: other, isPrivate: true })).rejects.toMatchObject({
        code: 'no-set',
      });
    const plan = await planOfSet(device, { campaign, isPrivate: true });
    await dropSet(device.store, campaign);
    const made = await keepSet(device, plan);
    expect(made.campaign).not.toBe(campaign);
    expect(await db.get('joins', made.campaign)).toBeDefined();
  });

  it('of every kind of question comes back as it was', () => {
    const asked = {
      title: 'T',
      instructions: '',
      language: 'es',
      keepParameters: ['id'],
      targets: { unit: 'element', selector: 'article.post', key: 'data-id' },
      universe: { kind: 'list', addresses: ['https://a.example/x?id=1'] },
    } as const;
    const choice = {
      kind: 'choice',
      id: 'tone',
      ask: 'Tone?',
      multiple: true,
      options: [
        { id: 'u', label: 'Up' },
        { id: 'd', label: 'Down', hint: 'h' },
      ],
    } as const;
    const set = { ...asked, questions: [choice, { ...choice, id: 'more' }] } as unknown as QuestionSet;
    const form = formOfSet(set, true);
    const seen = { selector: 'article.post', address: 'https://a.example/x', matches: 2 };
    expect(writeSet({ ...form, seen })).toEqual({ faults: [], set });
  });
});

describe('the file of a private question set', () => {
  const fileOf = async ({ store }: Device, campaign: Hex) => {
    const set = await wholeSet(store, campaign);
    return { set, text: write(privateFormatOf('question-set', set), set.labels) };
  };

  it('is read again on another device as a set of its own, with every label', async () => {
    const { device, campaign } = await labeled();
    const { set, text } = await fileOf(device, campaign);
    const other = makeDevice();
    const first = await importSet(other, text);
    const second = await importSet(other, text);
    expect([first.labels, second.labels]).toEqual([2, 2]);
    expect(new Set([campaign, first.campaign, second.campaign]).size).toBe(3);
    const read = await wholeSet(other.store, first.campaign);
    const withoutTask = ({ task: _, ...rest }: (typeof set.labels)[number]) => rest;
    expect(read.terms).toEqual(set.terms);
    expect(read.labels.map(withoutTask)).toEqual(set.labels.map(withoutTask));
    // Its pages know their labels, and an answer that is given again replaces one.
    await label(other, first.campaign, 'a', 'bad');
    expect((await wholeSet(other.store, first.campaign)).labels).toHaveLength(2);
  });

  it('is taken whole or not at all', async () => {
    const { device, campaign } = await labeled();
    const { text } = await fileOf(device, campaign);
    const file = JSON.parse(text);
    const [one, two] = file.labels;
    const other = makeDevice();
    for (const damaged of [
      '',
      text.slice(0, -3),
      JSON.stringify({ ...file, version: 2 }),
      JSON.stringify({ ...file, set: { ...file.set, price: '10000' } }),
      JSON.stringify({ ...file, set: { ...file.set, universe: { kind: 'list', addresses: [] } } }),
      JSON.stringify({ ...file, labels: [one, two, one] }),
      JSON.stringify({ ...file, labels: [{ ...one, target: pageTargetOf('https://other.example/') }] }),
      JSON.stringify({ ...file, labels: [{ ...one, body: { answer: { kind: 'choice', chosen: ['x'] } } }] }),
    ])
      await expect(importSet(other, damaged), damaged.slice(0, 200)).rejects.toMatchObject({
        code: 'set-damaged',
      });
    const db = await other.store.open();
    expect(await Promise.all([db.count('campaigns'), db.count('joins'), db.count('labels')])).toEqual([
      0, 0, 0,
    ]);
  });
});
