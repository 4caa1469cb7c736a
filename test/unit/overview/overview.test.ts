import { describe, expect, it } from 'vitest';
import { allParts } from '../../../components/parts/all-parts.ts';
import { overview } from '../../../lib/overview/overview.ts';
import type { LabelState } from '../../../lib/protocol/label/state.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { cutBatch } from '../../../lib/queue/cut-batch.ts';
import { exportAll } from '../../../lib/queue/export-all.ts';
import { guideAt } from '../../../lib/queue/guide.ts';
import { save } from '../../../lib/queue/save.ts';
import {
  article,
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

const aboutElements = { targets: { unit: 'element', selector: 'article', key: 'id' } } as const;

const aboutPassages: Partial<Terms> = {
  targets: { unit: 'selection' },
  questions: [
    {
      kind: 'span',
      id: 'duties',
      ask: 'Which passages oblige?',
      classes: [{ id: 'duty', label: 'Duty' }],
      spans: { min: 0, max: 9 },
      overlap: false,
    },
  ],
};

const token = info.tokens[0]!.address;
const [first, second] = [campaignRecord(), campaignRecord({ title: 'Second' }, 2)];

async function scene() {
  const device = makeDevice();
  await joined(device, first);
  const db = await device.store.open();
  await db.put('campaigns', second);
  const granted = async (origins: readonly string[]) => origins.filter((origin) => origin.includes('news'));
  return {
    device,
    db,
    look: (location?: string, canonical?: string) =>
      overview(
        { ...device, granted },
        location === undefined ? undefined : { location, ...(canonical && { canonical }) },
      ),
  };
}

/** Labels that a batch carried, in these states. */
async function carried(states: LabelState[]) {
  const all = await scene();
  for (const index of states.keys()) {
    all.device.clock.now = at + index;
    await save(all.device, draftFor(first, index));
  }
  const batch = await cutBatch(all.device, first.campaign, at + 60_000);
  const receipt = {
    batchHash: batch!.hash,
    campaign: first.campaign,
    payTo,
    epoch: 1,
    number: 0,
    received: states.length,
    amount: String(20_000 * states.length),
    refusedHash: hexOf(0, 32),
    acceptBy: 9,
  };
  const answer = { receipt, signature: hexOf(0, 65), refused: [], duplicates: [] };
  await all.db.put('batches', { ...batch!, answer });
  for (const label of await all.db.getAll('labels'))
    await all.db.put('labels', { ...label, state: states[label.batch!.index]! });
  return all;
}

it('has of campaigns what a list says: what one wants to be read is asked for when it is opened', async () => {
  const { db, look } = await scene();
  const note = 'Read this. '.repeat(40);
  const examples = Array.from({ length: 20 }, (_, n) => ({
    shows: 'good' as const,
    target: pageTargetOf(article(n)),
    body: { tone: { kind: 'unsure' as const } },
    note,
  }));
  const third = campaignRecord({ instructions: note, examples }, 3);
  await db.put('campaigns', third);
  expect(JSON.stringify(await look())).not.toContain(note);
  const asked = { campaign: third.campaign };
  expect(await guideAt(db, asked)).toMatchObject({ instructions: note, examples });
  // A page is told of it only by a campaign that is joined there.
  await expect(guideAt(db, { ...asked, page: { location: article(1) } })).rejects.toMatchObject({
    code: 'not-joined',
  });
  await expect(guideAt(db, { campaign: hexOf(9, 32) })).rejects.toMatchObject({
    code: 'unknown-campaign',
  });
});

const taken = async ({ store }: Device) => (await allParts((from) => exportAll(store, from))).join('');

const reward = {
  relay: relayUrl,
  payTo,
  token,
  cumulative: '70000',
  claimed: '20000',
  epoch: 1,
  proof: [],
  claim: null,
};

describe('the overview', () => {
  it('of an empty store is empty', async () => {
    const device = makeDevice();
    const shown = await overview({ ...device, granted: async () => [] });
    expect(shown).toMatchObject({
      relay: null,
      campaigns: [],
      here: null,
      labels: [],
      earnings: [],
      nextAt: null,
    });
    expect(shown.account).toMatch(/^0x[0-9a-f]{40}$/);
  });

  it('shows campaigns with what joining means', async () => {
    const { look } = await scene();
    const { campaigns, relay } = await look();
    expect(relay).toEqual({ url: relayUrl, chainId: 31337, lastSync: null, problem: null });
    expect(campaigns).toHaveLength(2);
    const shown = campaigns.find(({ campaign }) => campaign === first.campaign);
    expect(shown).toMatchObject({
      joined: true,
      granted: true,
      payTo,
      origins: ['https://news.example/*'],
      price: { units: '20000', symbol: 'tUSD', decimals: 6 },
      free: { units: '900000' },
      opens: first.terms.opens * 1000,
    });
  });

  it('names a token that the relay does not list by its address, in smallest units', async () => {
    const { db, look } = await scene();
    await db.put('relays', relayRecord({ info: { ...info, tokens: [] } }));
    expect((await look()).campaigns[0]?.price).toEqual({ units: '20000', token, symbol: token, decimals: 0 });
  });

  it('takes no relay’s word for what another’s campaigns pay', async () => {
    const { db, look } = await carried(['received']);
    await db.put('rewards', reward);
    const liar = { address: token, symbol: 'tUSD', decimals: 2 };
    // Its address comes before the other's.
    await db.put('relays', relayRecord({ url: 'https://a.example', info: { ...info, tokens: [liar] } }));
    const { campaigns, labels, earnings, here } = await look(article(9));
    expect(campaigns[0]?.price?.decimals).toBe(6);
    expect(labels[0]?.amount?.decimals).toBe(6);
    expect(earnings[0]?.credited.decimals).toBe(6);
    expect(here?.offers[0]?.price?.decimals).toBe(6);
  });

  it('counts the own labels on elements of the page in front', async () => {
    const { device, look } = await scene();
    const posts = campaignRecord(aboutElements, 3);
    await joined(device, posts);
    for (const [unitKey, page] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
    ] as const) {
      const target = {
        unit: 'element',
        unitKey,
        address: article(page),
        quote: `Text of ${unitKey}`,
      } as const;
      await save(device, { ...draftFor(posts, page), target });
    }
    const { here, labels } = await look(article(1));
    expect(labels.map(({ quote }) => quote).sort()).toEqual(['Text of a', 'Text of a', 'Text of b']);
    expect(here?.elements).toMatchObject([{ offer: { campaign: posts.campaign }, labeled: 2 }]);
    expect(here?.offers.map(({ campaign }) => campaign)).toEqual([first.campaign]);
  });

  it('shows passages asked for and marked on the page in front, with their words', async () => {
    const { device, look } = await scene();
    const contracts = campaignRecord(aboutPassages, 4);
    await joined(device, contracts);
    const offered = async () =>
      (await look(article(1))).here?.offers.find(({ campaign }) => campaign === contracts.campaign);
    expect(await offered()).toMatchObject({ target: { unit: 'selection', places: [] }, own: null });
    const target = selectionTargetOf(article(1), [
      [
        { type: 'TextPositionSelector', start: 4, end: 12 },
        { type: 'TextQuoteSelector', exact: 'shall pay', prefix: '', suffix: '' },
      ],
    ]);
    const body = { duties: { kind: 'span' as const, spans: [{ class: 'duty', start: 4, end: 12 }] } };
    const draft = { ...draftFor(contracts, 1), body };
    await expect(save(device, { ...draft, target: selectionTargetOf(article(1)) })).rejects.toMatchObject({
      code: 'bad-body',
    });
    await save(device, { ...draft, target });
    expect(await offered()).toMatchObject({ target, own: { body } });
    expect((await look()).labels.map(({ quote }) => quote)).toEqual(['shall pay']);
  });

  it('asks about the same task as the card does, where a page calls another address canonical', async () => {
    const { device, look } = await scene();
    await save(device, draftFor(first, 1));
    const [offer] = (await look(article('1/print'), article(1))).here?.offers ?? [];
    expect(offer?.target.address).toBe(article(1));
    expect(offer?.own).not.toBeNull();
  });

  it('names every relay whose last sync failed', async () => {
    const { db, look } = await scene();
    const [known] = await db.getAll('relays');
    const problem = { code: 'relay-unreachable', detail: '', retry: true };
    await db.put('relays', { ...known!, url: 'https://a.example', problem });
    await db.put('relays', { ...known!, url: 'https://b.example' });
    await db.put('relays', { ...known!, url: 'https://z.example', problem });
    const { relay, troubled } = await look();
    expect([relay?.url, ...troubled.map(({ url }) => url)]).toEqual([
      'https://z.example',
      'https://a.example',
    ]);
  });

  it('shows what the page in front offers, joined or not', async () => {
    const { look } = await scene();
    const { here } = await look(`${article(1)}#x`);
    expect(here?.offers.map(({ campaign }) => campaign)).toEqual([first.campaign]);
    expect(here?.unjoined).toEqual([second.campaign]);
    expect((await look('about:blank')).here).toMatchObject({ offers: [], unjoined: [] });
    expect((await look('no address')).here).toMatchObject({ offers: [], unjoined: [] });
  });

  it('adds up what is open, credited, claimed and claimable', async () => {
    const { db, look } = await carried(['received', 'held', 'paid', 'refused', 'rejected']);
    await db.put('rewards', reward);
    const [earned, ...rest] = (await look()).earnings;
    expect(rest).toEqual([]);
    expect(earned).toMatchObject({
      payTo,
      open: { units: '40000', symbol: 'tUSD' },
      credited: { units: '70000' },
      claimed: { units: '20000' },
      claimable: { units: '50000' },
      claim: null,
    });
  });

  it('adds relays up, and lets what one overpaid not lessen what another owes', async () => {
    const { db, look } = await scene();
    const claim = { state: 'sent' as const, amount: '5', txHash: null };
    await db.put('rewards', { ...reward, claim });
    await db.put('rewards', { ...reward, relay: 'https://b.example', cumulative: '10', claimed: '30' });
    const [earned] = (await look()).earnings;
    expect(earned).toMatchObject({
      credited: { units: '70010' },
      claimed: { units: '20030' },
      claimable: { units: '50000' },
      claim: { state: 'sent', amount: { units: '5' } },
    });
  });

  it('of years of labels it shows the newest, and what is open however old it is', async () => {
    const { db, look } = await carried(['received', 'rejected']);
    const [like] = await db.getAll('labels');
    const transaction = db.transaction('labels', 'readwrite');
    for (let n = 1; n <= 1500; n++)
      void transaction.store.put({
        ...like!,
        ...{ id: `later-${n}`, task: hexOf(n, 32), state: 'paid', savedAt: at + 1000 * n, score: n },
      });
    await transaction.done;
    const shown = await look();
    expect(shown.labels.map(({ id }) => id)).toEqual(
      Array.from({ length: 200 }, (_, n) => `later-${1500 - n}`),
    );
    expect(shown.earnings).toMatchObject([{ payTo, open: { units: '20000' } }]);
    for (const { score: _, ...label } of await db.getAll('labels'))
      await db.put('labels', label.savedAt > at + 300_000 ? label : { ...label, score: 5 });
    expect((await look()).skills).toMatchObject([{ kind: 'choice', labels: 100 }]);
    expect(shown.skills).toMatchObject([{ kind: 'choice', labels: 100 }]);
    expect(shown.recovery).toMatchObject({ newer: 1, restorable: false });
  });

  it('shows labels newest first, with receipt and reason', async () => {
    const { device, look } = await carried(['received', 'refused']);
    device.clock.now += 1_000;
    await save(device, draftFor(first, 50));
    const { labels, nextAt } = await look();
    expect(labels.map(({ state }) => state)[0]).toBe('queued');
    expect(labels.find(({ state }) => state === 'received')).toMatchObject({
      page: article(0),
      receipt: { number: 0, epoch: 1, acceptBy: 9_000 },
      undoUntil: 0,
    });
    expect(nextAt).not.toBeNull();
  });

  it('counts all that waits, and has what could not be sent for long, so that it can be taken back', async () => {
    const { device, db, look } = await scene();
    const old = await save(device, draftFor(first, 0));
    for (let n = 1; n <= 250; n += 1)
      await db.put('labels', {
        ...old,
        id: `later-${n}`,
        task: hexOf(7, 32),
        savedAt: at + n,
        state: 'sent',
      });
    const { labels, waiting } = await look();
    expect(waiting).toBe(251);
    expect(labels).toHaveLength(201);
    expect(labels.at(-1)).toMatchObject({ id: old.id, state: 'queued' });
  });

  it('says how old the recovery file is, and whether one can be restored here', async () => {
    const empty = makeDevice();
    const fresh = await overview({ ...empty, granted: async () => [] });
    expect(fresh.recovery).toEqual({ savedAt: null, newer: 0, restorable: true });
    const { db, look } = await carried(['paid']);
    expect((await look()).recovery).toEqual({ savedAt: null, newer: 1, restorable: false });
    await db.put('times', at + 59_999, 'recoveryAt');
    expect((await look()).recovery).toMatchObject({ savedAt: at + 59_999, newer: 1 });
    await db.put('times', at + 60_000, 'recoveryAt');
    expect((await look()).recovery).toMatchObject({ newer: 0 });
  });

  it('says whether the relay knows who is paid', async () => {
    const { db, look } = await scene();
    const told = async () =>
      (await look()).campaigns.find(({ campaign }) => campaign === first.campaign)?.payToTold;
    expect(await told()).toBe(false);
    const join = await db.get('joins', first.campaign);
    await db.put('joins', { ...join!, delegatedPayTo: payTo });
    expect(await told()).toBe(true);
    await db.put('joins', { ...join!, payTo: hexOf(1, 20), delegatedPayTo: payTo });
    expect(await told()).toBe(false);
  });

  it('leaves the evidence of alarms out; the export has it', async () => {
    const { device, db, look } = await scene();
    const alarm = { id: 'a', kind: 'missing', campaign: null, epoch: 1, detail: 'd', seenAt: 1 } as const;
    await db.put('alarms', { ...alarm, evidence: { statement: 'whole' } });
    expect((await look()).alarms).toEqual([alarm]);
    const all: unknown = JSON.parse(await taken(device));
    expect(all).toMatchObject({ version: 1, alarms: [{ evidence: { statement: 'whole' } }] });
  });

  it('the export has every label with the terms that it answers, and no secret', async () => {
    const { device } = await carried(['received', 'paid']);
    const text = await taken(device);
    expect(JSON.parse(text)).toMatchObject({
      campaigns: [{ campaign: first.campaign, terms: first.terms }],
      labels: [{ state: 'received' }, { state: 'paid' }].map(() => expect.anything()),
      batches: [{ answer: expect.anything() }],
    });
    expect(text).not.toMatch(/sealed|"iv"/);
  });
});
