import './own-browser.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Runtime } from 'webextension-polyfill';
import { practiceAddress } from '../../../lib/queue/practice-address.ts';
import { calls } from '../../../lib/serving/calls.ts';
import { answerAt } from '../../../lib/serving/door.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import {
  article,
  campaignRecord,
  type Device,
  draftFor,
  hexOf,
  joined,
  makeDevice,
} from '../queue/sample.ts';
import { ownId, ownUrl } from './own-browser.ts';

const campaign = campaignRecord();
let device: Device;
let answer: ReturnType<typeof answerAt>;
let syncs: number;
let grants: string[];

const granted = async (origins: readonly string[]) => origins.filter((origin) => grants.includes(origin));

beforeEach(async () => {
  device = makeDevice();
  syncs = 0;
  grants = ['https://news.example/*'];
  await joined(device, campaign);
  const offline = () => {
    throw new Expected('relay-unreachable', true);
  };
  answer = answerAt(
    calls({
      ...device,
      client: offline,
      chain: offline,
      purse: offline,
      granted,
      timer: {
        arm: async () => {},
        armAt: async () => {},
        ring: async () => {},
        alone: (work) => work(),
        now: async () => {
          syncs += 1;
        },
      },
      tell: () => {},
    }),
    granted,
  );
});

type Sender = Runtime.MessageSender & { origin?: string };

const tab = { id: 1, index: 0, highlighted: false, active: true, pinned: false, incognito: false };
const page: Sender = { id: ownId, tab, frameId: 0, url: article(1), origin: 'https://news.example' };
const own: Sender = { id: ownId, url: `${ownUrl}sidepanel.html`, origin: ownUrl.slice(0, -1) };

const ask = (sender: Sender, call: string, given: unknown) => answer({ call, with: given }, sender);
const refused = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) });
const offers = { location: article(1) };

describe('the door', () => {
  it('lets a page ask for its own offers, save and take back', async () => {
    expect(await ask(page, 'offersHere', offers)).toMatchObject({
      ok: true,
      value: { page: [{ own: null }], element: [] },
    });
    const saved = await ask(page, 'save', draftFor(campaign, 1));
    expect(saved).toMatchObject({ ok: true, value: { state: 'queued' } });
    const [label] = await (await device.store.open()).getAll('labels');
    expect(await ask(page, 'undo', { id: label!.id })).toEqual({ ok: true, value: true });
  });

  it('takes what a person looks at for no news, and what they read from our own pages alone', async () => {
    const db = await device.store.open();
    await db.put('news', true, campaign.campaign);
    expect(await ask(own, 'look', {})).toMatchObject({ ok: true });
    expect(await db.count('news')).toBe(0);
    expect(await ask(page, 'changeLanguages', { reads: ['de'] })).toMatchObject(refused('not-allowed'));
    expect(await ask(own, 'changeLanguages', { reads: ['de'] })).toMatchObject({ ok: true });
  });

  it('lets a page ask for elements of its own origin, and refuses all others', async () => {
    const targets = { unit: 'element', selector: 'article', key: 'id' } as const;
    const elements = campaignRecord({ targets }, 2);
    await joined(device, elements);
    expect(await ask(page, 'offersHere', offers)).toMatchObject({
      ok: true,
      value: {
        page: [{ campaign: campaign.campaign }],
        element: [{ campaign: elements.campaign, address: article(1), selector: 'article', key: 'id' }],
      },
    });
    const asked = { campaign: elements.campaign, page: offers, units: ['post-1'] };
    expect(await ask(page, 'elementsHere', asked)).toEqual({
      ok: true,
      value: [{ unitKey: 'post-1', own: null }],
    });
    for (const location of ['https://evil.example/articles/1', 'http://news.example/articles/1', 'x']) {
      const elsewhere = { ...asked, page: { location } };
      expect(await ask(page, 'elementsHere', elsewhere)).toEqual(refused('not-allowed'));
    }
  });

  it('P1 what a page may ask for sends nothing', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    await ask(page, 'elementsHere', { campaign: campaign.campaign, page: offers, units: ['a'] });
    await ask(page, 'offersHere', offers);
    await ask(page, 'save', draftFor(campaign, 1));
    await ask(page, 'undo', { id: `0x${'00'.repeat(16)}` });
    expect(fetched).not.toHaveBeenCalled();
    expect(syncs).toBe(0);
  });

  it.each([
    ['overview', {}],
    ['useRelay', { url: 'https://evil.example' }],
    ['join', { campaign: campaign.campaign, payTo: null }],
    ['leave', { campaign: campaign.campaign }],
    ['sync', {}],
    ['claim', { payTo: `0x${'00'.repeat(20)}`, token: `0x${'00'.repeat(20)}` }],
    ['exportAll', {}],
    ['changePayTo', { campaign: campaign.campaign, payTo: null }],
    ['guide', { campaign: campaign.campaign }],
    ['makeRecovery', { passphrase: 'four words and a horse' }],
    ['noteRecovery', { madeAt: 1 }],
    ['restore', { text: '', passphrase: '' }],
  ])('does not let a page call %s', async (call, given) => {
    expect(await ask(page, call, given)).toEqual(refused('not-allowed'));
    expect(syncs).toBe(0);
    expect(await (await device.store.open()).count('joins')).toBe(1);
  });

  it('lets our own pages call them', async () => {
    expect(await ask(own, 'overview', {})).toMatchObject({
      ok: true,
      value: { campaigns: [{ joined: true }] },
    });
    expect(await ask(own, 'sync', {})).toEqual({ ok: true, value: undefined });
    expect(syncs).toBe(1);
    expect(await ask(own, 'exportAll', { from: null })).toMatchObject({ ok: true });
    expect(await ask(own, 'makeRecovery', { passphrase: 'four words and a horse' })).toMatchObject({
      ok: true,
      value: { madeAt: device.clock.now, leftOut: 0 },
    });
    expect(await ask(own, 'makeRecovery', { passphrase: 'too short' })).toEqual(refused('malformed'));
    expect(await ask(own, 'noteRecovery', { madeAt: 7 })).toMatchObject({ ok: true });
    expect(await ask(own, 'restore', { text: '{}', passphrase: '' })).toEqual(refused('recovery-not-ours'));
  });

  it('a payTo that is changed is told at once, and the account stands for none', async () => {
    const { address } = await device.identity.account();
    const other = hexOf(0xcc, 20);
    for (const [payTo, paid] of [
      [other, other],
      [null, address],
    ]) {
      expect(await ask(own, 'changePayTo', { campaign: campaign.campaign, payTo })).toMatchObject({
        ok: true,
      });
      expect(await (await device.store.open()).get('joins', campaign.campaign)).toMatchObject({
        payTo: paid,
      });
    }
    expect(syncs).toBe(2);
    const strange = { campaign: hexOf(1, 32), payTo: other };
    expect(await ask(own, 'changePayTo', strange)).toEqual(refused('not-joined'));
  });

  it.each<[string, Sender]>([
    ['a page that forges our address', { ...page, url: own.url! }],
    ['a page with another origin than its address', { ...page, origin: 'https://evil.example' }],
    ['a frame in a tab that we know nothing of', { ...page, frameId: 3 }],
    [
      'a frame on a site that was not granted',
      { ...page, frameId: 3, tab: { ...tab, url: 'https://evil.example/' } },
    ],
    ['a frame in a page of no site', { ...page, frameId: 3, tab: { ...tab, url: own.url! } }],
    ['a sender without a tab', { id: ownId, url: article(1), origin: 'https://news.example', frameId: 0 }],
    ['a page without an origin', { id: ownId, tab, frameId: 0 }],
    ['an opaque page', { ...page, origin: 'null' }],
    ['an opaque page that forges our address', { ...page, origin: 'null', url: own.url! }],
    ['another extension', { ...own, id: 'somebody-else' }],
    [
      'another extension’s page',
      { ...own, origin: 'chrome-extension://somebody-else', url: 'chrome-extension://somebody-else/a.html' },
    ],
    ['nobody', {}],
  ])('refuses %s', async (_, sender) => {
    expect(await ask(sender, 'overview', {})).toEqual(refused('not-allowed'));
    const answered = await ask(sender, 'offersHere', offers);
    if ('url' in sender && sender.url === own.url && sender.origin === page.origin)
      expect(answered).toMatchObject({ ok: true });
    else expect(answered).toEqual(refused('not-allowed'));
  });

  it('goes by the address where a browser gives no origin', async () => {
    const { origin: _, ...firefox } = page;
    expect(await ask(firefox, 'offersHere', offers)).toMatchObject({ ok: true });
    expect(await ask(firefox, 'overview', {})).toEqual(refused('not-allowed'));
    const { origin: __, ...panel } = own;
    expect(await ask(panel, 'overview', {})).toMatchObject({ ok: true });
  });

  it('offers a frame of a granted site what is no whole page, and nothing twice', async () => {
    const targets = { unit: 'element', selector: 'article', key: 'id' } as const;
    await joined(device, campaignRecord({ targets }, 2));
    const framed = { ...page, frameId: 3, tab: { ...tab, url: 'https://news.example/front' } };
    expect(await ask(framed, 'offersHere', offers)).toMatchObject({
      ok: true,
      value: { page: [], selection: [], element: [{ selector: 'article' }] },
    });
    const itself = { ...framed, tab: { ...tab, url: `${article(1)}#part` } };
    expect(await ask(itself, 'offersHere', offers)).toEqual({
      ok: true,
      value: { page: [], selection: [], element: [] },
    });
    grants = [];
    expect(await ask(framed, 'offersHere', offers)).toEqual(refused('not-allowed'));
    expect(await ask(framed, 'save', draftFor(campaign, 1))).toEqual(refused('not-allowed'));
  });

  it('lets a page speak for its own origin only, and our pages for any', async () => {
    for (const location of [
      'https://evil.example/articles/1',
      'http://news.example/articles/1',
      'x',
      practiceAddress,
    ])
      expect(await ask(page, 'offersHere', { location })).toEqual(refused('not-allowed'));
    const target = { unit: 'page', unitKey: 'page', address: 'https://evil.example/articles/1' };
    expect(await ask(page, 'save', { ...draftFor(campaign, 1), target })).toEqual(refused('not-allowed'));
    expect(await ask(own, 'save', draftFor(campaign, 1))).toMatchObject({ ok: true });
    expect(await ask(own, 'offersHere', { location: practiceAddress })).toEqual({
      ok: true,
      value: { page: [], element: [], selection: [] },
    });
  });

  it.each<[string, unknown]>([
    ['offersHere', null],
    ['offersHere', {}],
    ['offersHere', { location: 7 }],
    ['offersHere', { location: article(1), more: 1 }],
    ['offersHere', { location: `${article(1)}?${'x'.repeat(20_000)}` }],
    ['offersHere', [article(1)]],
    ['offersHere', new Date()],
    ['elementsHere', { campaign: campaign.campaign, page: offers }],
    ['elementsHere', { campaign: '0x1', page: offers, units: [] }],
    ['elementsHere', { campaign: campaign.campaign, page: offers, units: [7] }],
    ['elementsHere', { campaign: campaign.campaign, page: offers, units: ['a'], more: 1 }],
    ['elementsHere', { campaign: campaign.campaign, page: offers, units: Array(65).fill('a') }],
    ['elementsHere', { campaign: campaign.campaign, page: offers, units: ['x'.repeat(20_001)] }],
    ['elementsHere', { campaign: campaign.campaign, page: offers, units: Array(6).fill('x'.repeat(20_000)) }],
    ['undo', { id: '1' }],
    ['undo', { id: ['0x00'] }],
    ['save', { ...draftFor(campaign, 1), activeMs: Number.NaN }],
    ['save', { ...draftFor(campaign, 1), activeMs: -1 }],
    ['save', { ...draftFor(campaign, 1), assist: 'machine' }],
    ['save', { ...draftFor(campaign, 1), state: 'paid' }],
    [
      'save',
      { ...draftFor(campaign, 1), target: { unit: 'page', unitKey: 'page', address: 'javascript:1' } },
    ],
    ['save', { ...draftFor(campaign, 1), rationale: 'x'.repeat(2_001) }],
    ['save', { ...draftFor(campaign, 1), body: { tone: { kind: 'html', chosen: ['up'] } } }],
    ['save', { ...draftFor(campaign, 1), body: Object.fromEntries([['__proto__', { kind: 'unsure' }]]) }],
  ])('%s says malformed to %o', async (call, given) => {
    expect(await ask(page, call, given)).toEqual(refused('malformed'));
    expect(await (await device.store.open()).count('labels')).toBe(0);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', '', 'nothing'])(
    'leaves a call named %j to others',
    (name) => {
      expect(ask(page, name, {})).toBeUndefined();
      expect(ask(own, name, {})).toBeUndefined();
    },
  );

  it.each([
    undefined,
    null,
    7,
    'sync',
    [],
    {},
    { call: 'sync' },
    { with: {} },
    { call: 7, with: {} },
    { event: 'x' },
  ])('leaves %j to others', (message) => {
    expect(answer(message, own)).toBeUndefined();
  });

  it('gives expected failures as data, and faults without breaking', async () => {
    expect(await ask(own, 'useRelay', { url: 'ftp://x' })).toEqual({
      ok: false,
      failure: { code: 'not-a-relay-address', detail: null, retry: false },
    });
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(device.store, 'open').mockRejectedValue(new Error('gone'));
    expect(await ask(own, 'overview', {})).toEqual(refused('internal'));
  });
});
