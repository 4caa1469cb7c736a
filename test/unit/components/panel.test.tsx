import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { openAt } from '../../../components/panel/store.ts';
import { CallFailed } from '../../../lib/messages.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { CrowdView } from '../../../lib/view/overview.ts';
import { byName, click, press, settle } from './drawing.tsx';
import { open, submit, type } from './open-panel.tsx';
import { address, campaign, earnings, hex32, label, money, offer, overview } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;

const input = (root: ParentNode) =>
  root.querySelector<HTMLInputElement>('input') ?? document.createElement('input');
const form = (root: ParentNode) => root.querySelector('form') ?? document.createElement('form');

test('asks with the address of the page in front, and says so when it does not know it', async () => {
  const { root, called } = await open(overview());
  expect(called('overview')[0]).toEqual({ page: { location: 'https://news.example/a' } });
  expect(root.textContent).toContain(t('here_unknown'));
});

test('a label can be given in the panel', async () => {
  const own = { id: 'one', body: {}, state: 'queued', undoUntil: Date.now() + 8000 };
  const here = { address: 'https://news.example/a', offers: [offer()], elements: [], unjoined: [] };
  const { root, called } = await open(overview({ here }), { calls: { save: () => own } });
  await click(byName(root, '[role=radio]', 'Bearish'));
  expect(called('save')[0]).toMatchObject({ body: { mood: { kind: 'choice', chosen: ['down'] } } });
});

test('a campaign about elements says how many the page has and how many are labeled, and where to label', async () => {
  const { target: _, own: __, ...asked } = offer({ title: 'Tone of posts' });
  const elements = [
    { offer: { ...asked, address: 'https://news.example/a', selector: 'article' }, labeled: 2 },
  ];
  const here = { address: 'https://news.example/a', offers: [], elements, unjoined: [] };
  const known = await open(overview({ here }), { found: { [hex32('1')]: 1_234 } });
  expect(known.root.textContent).toContain('Tone of posts');
  expect(known.root.textContent).toContain(t('here_elements_many', '1,234', '2'));
  expect(known.root.textContent).toContain(t('here_elements_next'));
  expect(known.root.textContent).not.toContain(t('here_nothing'));
  const unknown = await open(overview({ here }));
  expect(unknown.root.textContent).toContain(t('here_elements_unknown', '2'));
});

test('a rejected label can be appealed while there are appeals left, and says how that stands', async () => {
  const rejected = (state: 'possible' | 'open' | 'won' | 'lost' | 'lapsed', left = 2) =>
    overview({ labels: [label({ state: 'rejected', appeal: { state, until: 0, left } })] });
  let now = rejected('possible');
  const appeal = () => {
    now = rejected('open');
    return null;
  };
  const { root, go, called } = await open(now, { calls: { overview: () => now, appeal } });
  await go(t('section_labels'));
  await click(byName(root, '.label button', t('appeal')));
  await settle();
  expect(called('appeal')).toEqual([{ id: 'one' }]);
  // Its button is gone, and the focus with it, to what became of it.
  expect(document.activeElement?.textContent).toContain(t('appeal_open').split('$')[0]!.slice(0, 12));
  const none = await open(rejected('possible', 0));
  await none.go(t('section_labels'));
  expect(byName(none.root, '.label button', t('appeal'))).toMatchObject({ disabled: true });
  for (const [state, key] of [
    ['open', 'appeal_open'],
    ['won', 'appeal_won'],
    ['lost', 'appeal_lost'],
    ['lapsed', 'appeal_lapsed'],
  ] as const) {
    const shown = await open(rejected(state));
    await shown.go(t('section_labels'));
    expect(shown.root.textContent).toContain(t(key).split('$')[0]!.slice(0, 12));
    expect(shown.root.querySelectorAll('.label button')).toHaveLength(0);
  }
});

test('a label of an element is told by its text', async () => {
  const { root, go } = await open(overview({ labels: [label({ quote: 'Sold out until August.' })] }));
  await go(t('section_labels'));
  expect(root.querySelector('blockquote')?.textContent).toBe('Sold out until August.');
});

test('the list says of each campaign what it is chosen by, and one of them says it whole, with who sees what', async () => {
  const { root, go, panel } = await open(overview({ campaigns: [campaign()] }));
  await go(t('section_campaigns'));
  const row = byName(root, 'button.row', 'Market mood').textContent?.replaceAll('\u00a0', ' ');
  expect(row).toContain('42.85 tUSD an hour · 1.23% refused · 90.00 tUSD left · until Jan 1, 2100');
  await act(() => panel.open(campaign().campaign));
  const named = [
    'fact_price',
    'fact_pace',
    'fact_refused',
    'fact_free',
    'fact_open',
    'fact_who_sees',
  ] as const;
  const facts = [...root.querySelectorAll('dt')].map(({ textContent }) => textContent);
  for (const name of named) expect(facts).toContain(t(name));
  expect(root.textContent).toContain(t('wage', '42.85\u00a0tUSD'));
});

const german = campaign({ audience: ['de'], fits: false, title: 'Urteile' });

test('campaigns for people who read something else are listed apart, with the reason', async () => {
  const both = overview({ campaigns: [campaign({ campaign: hex32('2') }), german] });
  const { root, go } = await open(both);
  await go(t('section_campaigns'));
  const apart = root.querySelector('details');
  expect(apart?.querySelector('summary')?.textContent).toBe(t('campaigns_foreign_one', 1));
  expect(apart?.textContent).toContain('Urteile');
  expect(apart?.textContent).toContain(t('audience_some', 'German'));
  expect(apart?.textContent).not.toContain('Market mood');
});

test('campaigns that this version can not read are counted, in words', async () => {
  const { root, go } = await open(overview({ campaigns: [campaign()], newer: 2 }));
  await go(t('section_campaigns'));
  expect(root.textContent).toContain(t('campaigns_newer_many', 2));
});

test('a tag that means nothing stands for itself', async () => {
  const { root, panel } = await open(overview({ campaigns: [{ ...german, audience: ['en-abc', 'de'] }] }));
  await act(() => panel.open(german.campaign));
  expect(root.textContent).toContain(t('audience_some', 'en-abc or German'));
});

test('who says that they read it can join it', async () => {
  let now = overview({ campaigns: [german], reads: ['en'] });
  const changeLanguages = () => {
    now = overview({ campaigns: [{ ...german, fits: true }], reads: ['en', 'de'] });
  };
  const { root, panel, called } = await open(now, { calls: { overview: () => now, changeLanguages } });
  await act(() => panel.open(german.campaign));
  expect(root.querySelector('form.join')).toBeNull();
  await click(byName(root, 'button', t('audience_i_read', 'German')));
  expect(called('changeLanguages')).toEqual([{ reads: ['en', 'de'] }]);
  // The focus was on a button that is gone.
  expect(document.activeElement?.contains(root.querySelector('form.join'))).toBe(true);
});

test('what is read is chosen by name; a campaign that was joined asks nothing again', async () => {
  const campaigns = [{ ...german, joined: true }, campaign({ campaign: hex32('2'), audience: ['fil-PH'] })];
  const { root, go, called } = await open(overview({ campaigns, reads: ['en', 'es'] }));
  await go(t('section_campaigns'));
  expect(root.textContent).toContain(t('reads_some', 'English, Spanish'));
  const box = (name: string) =>
    [...root.querySelectorAll<HTMLLabelElement>('.languages label')]
      .find(({ textContent }) => textContent === name)
      ?.querySelector('input');
  expect([box('Spanish')?.checked, box('Filipino')?.checked]).toEqual([true, false]);
  const names = [...root.querySelectorAll('.languages label')].map(({ textContent }) => textContent);
  expect(names).toHaveLength(new Set(names).size);
  // Sooner than any of it is answered.
  act(() => box('Filipino')?.click());
  await click(box('English')!);
  expect(called('changeLanguages')).toEqual([{ reads: ['en', 'es', 'fil'] }, { reads: ['es', 'fil'] }]);
});

test('nobody is told of new campaigns who has not asked; a refusal is said, and the switch says what is so', async () => {
  const { root, go, notifications } = await open(overview(), { grant: false });
  await go(t('section_campaigns'));
  const box = () => byName(root, 'label', t('news_tell')).querySelector('input')!;
  expect(box().checked).toBe(false);
  await click(box());
  expect(notifications.request).toHaveBeenCalledOnce();
  expect(root.textContent).toContain(t('failure_notifications'));
  expect(box().checked).toBe(false);
});

test('who is told can end it, and is told no more when the browser takes it back', async () => {
  let tells = true;
  const { root, go, panel, notifications } = await open(overview(), {
    calls: { overview: () => overview({ tells }) },
  });
  await go(t('section_campaigns'));
  const box = () => byName(root, 'label', t('news_tell')).querySelector('input')!;
  expect(box().checked).toBe(true);
  await click(box());
  expect(notifications.end).toHaveBeenCalledOnce();
  expect(notifications.request).not.toHaveBeenCalled();
  // As the background tells after `permissions.onRemoved`.
  tells = false;
  await act(() => panel.refresh());
  expect(box().checked).toBe(false);
});

test('a panel in a tab begins where its address says', async () => {
  const { panel } = await open(overview({ campaigns: [german] }));
  openAt(panel, '#campaigns');
  expect(panel.store.getState()).toMatchObject({ section: 'campaigns', campaign: null });
  openAt(panel, `#${german.campaign}`);
  expect(panel.store.getState()).toMatchObject({ section: 'campaigns', campaign: german.campaign });
});

test('every list says what it is for when it is empty', async () => {
  const { root, go } = await open(overview({ relay: null }));
  await go(t('section_campaigns'));
  expect(root.textContent).toContain(t('campaigns_no_relay'));
  await go(t('section_labels'));
  expect(root.textContent).toContain(t('labels_none'));
  await go(t('section_earnings'));
  expect(root.textContent).toContain(t('earnings_none'));
});

test('tabs follow the arrows', async () => {
  const { root } = await open(overview());
  await press(byName(root, '[role=tab]', t('section_here')), 'ArrowLeft');
  expect(byName(root, '[role=tab]', t('section_keys')).getAttribute('aria-selected')).toBe('true');
  expect(root.querySelectorAll('[role=tab][tabindex="0"]')).toHaveLength(1);
});

test('joining says what it means, and asks for the sites in the turn of the click', async () => {
  const { root, go, requestToJoin, called } = await open(overview({ campaigns: [campaign()] }));
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  for (const said of [
    '0.25\u00a0tUSD',
    '42.85\u00a0tUSD',
    '1.23%',
    '40%',
    'https://news.example',
    '90.00\u00a0tUSD',
  ])
    expect(root.textContent).toContain(said);
  await settle();
  expect(called('guide')).toEqual([{ campaign: hex32('1') }]);
  expect(root.querySelectorAll('.example')).toHaveLength(2);
  expect(root.querySelector('.instructions b')).toBeNull();
  expect(root.querySelector('.instructions strong')?.textContent).toBe('whole');

  const submitted = form(root).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  expect(submitted).toBe(false);
  expect(requestToJoin).toHaveBeenCalledWith(['https://news.example/*']);
  expect(called('join')).toEqual([]);
  await settle();
  expect(called('join')).toEqual([{ campaign: hex32('1'), payTo: null }]);
});

test('a denied site joins nothing and says what to do', async () => {
  const { root, go, called } = await open(overview({ campaigns: [campaign()] }), { grant: false });
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  await submit(form(root));
  expect(called('join')).toEqual([]);
  expect(root.textContent).toContain(t('failure_not_granted'));
});

test('a joined campaign says what to do next; a closed one only that it is closed', async () => {
  const joined = campaign({ joined: true, granted: true });
  const here = await open(overview({ campaigns: [joined] }));
  await here.go(t('section_campaigns'));
  await click(byName(here.root, 'button.row', 'Market mood'));
  expect(here.root.textContent).toContain(t('joined_says'));

  const closed = campaign({ campaign: hex32('2'), title: 'Of old', closes: 1 });
  const later = await open(overview({ campaigns: [{ ...joined, closes: 1 }, closed] }));
  await later.go(t('section_campaigns'));
  expect(later.root.textContent).not.toContain('Of old');
  expect(later.root.textContent).not.toContain(t('campaigns_others'));
  await click(byName(later.root, 'button.row', t('closed')));
  expect(later.root.textContent).toContain(t('failure_closed'));
  expect(later.root.textContent).not.toContain(t('joined_says'));
});

test('P10: the own part of a dataset stands with its campaign once that is final, nothing of it before', async () => {
  const joined = campaign({ joined: true, granted: true, closes: 1 });
  const shown = async (ownPart: number | null) => {
    const { root, go } = await open(overview({ campaigns: [{ ...joined, ownPart }] }));
    await go(t('section_campaigns'));
    await click(byName(root, 'button.row', t('closed')));
    return root.textContent;
  };
  expect(await shown(123_456)).toContain(t('own_part', '12.35%'));
  expect(await shown(0)).toContain(t('own_part', '0%'));
  expect(await shown(null)).not.toContain(t('own_part', '').slice(0, 10));
});

test.each(['0x12', `0x${'A'.repeat(37)}BAD`, `0x${'0'.repeat(40)}`])(
  'refuses to be paid at %s',
  async (typed) => {
    const { root, go, requestToJoin } = await open(overview({ campaigns: [campaign()] }));
    await go(t('section_campaigns'));
    await click(byName(root, 'button.row', 'Market mood'));
    await type(input(root), typed);
    await submit(form(root));
    expect(requestToJoin).not.toHaveBeenCalled();
    expect(root.textContent).toContain(t('pay_to_wrong'));
  },
);

test('a payout address goes over in the spelling of the protocol', async () => {
  const { root, go, called } = await open(overview({ campaigns: [campaign()] }));
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  await type(input(root), ` 0x${'A'.repeat(40)} `);
  await submit(form(root));
  expect(called('join')).toEqual([{ campaign: hex32('1'), payTo: address('a') }]);
});

test('the first door takes a link, refuses what is none, and tells how it went', async () => {
  const calls = {
    useRelay: ({ url }: { url: string }) => {
      if (url.includes('down'))
        throw new CallFailed({ code: 'relay-unreachable', detail: null, retry: true });
      return { url, campaigns: 2 };
    },
  };
  const { root, go, called } = await open(overview({ relay: null }), { calls });
  await go(t('section_campaigns'));
  await type(input(root), 'javascript:alert(1)');
  await submit(form(root));
  expect(called('useRelay')).toEqual([]);
  expect(root.textContent).toContain(t('relay_wrong'));
  await type(input(root), 'down.example');
  expect(root.textContent).not.toContain(t('relay_wrong'));
  await submit(form(root));
  expect(called('useRelay')).toEqual([{ url: 'https://down.example' }]);
  expect(root.textContent).toContain(t('failure_unknown_relay'));
  await type(input(root), 'https://relay.example/c/0x1');
  await submit(form(root));
  expect(root.textContent).toContain(t('relay_found_many', 2));
});

test('a campaign’s link in front is opened, and its relay read first where it is not known', async () => {
  const link = `https://relay.example/c/${hex32('1')}`;
  const here = { address: link, offers: [], elements: [], unjoined: [] };
  const known = await open(
    overview({ here, campaigns: [campaign({ campaign: hex32('1'), title: 'Tone' })] }),
  );
  await click(byName(known.root, 'button', t('linked_open')));
  expect(known.called('useRelay')).toEqual([]);
  expect(known.root.textContent).toContain(t('join_means'));

  const unknown = await open(overview({ here, campaigns: [] }), {
    calls: { useRelay: () => ({ url: 'https://relay.example', campaigns: 1 }) },
  });
  expect(unknown.root.textContent).toContain(t('linked_says', 'https://relay.example'));
  expect(unknown.root.textContent).not.toContain(t('here_nothing'));
  await click(byName(unknown.root, 'button', t('linked_open')));
  expect(unknown.called('useRelay')).toEqual([{ url: link }]);
});

test('what a label is paid follows from a sentence, and a held one says what it waits for', async () => {
  const hold = { scored: 30, golds: 3 };
  const labels = [
    label({ id: 'a', state: 'paid', epoch: 8, work: { scored: 40, golds: 4, reached: 7100, hold } }),
    label({ id: 'b', state: 'held', work: { scored: 12, golds: 1, reached: 7100, hold } }),
    label({ id: 'c', state: 'rejected', epoch: 8, work: { scored: 40, golds: 4, reached: 1499, hold } }),
    label({ id: 'd', state: 'paid', epoch: 8, work: { scored: 0, golds: 0, reached: 0, hold } }),
    // Paid whole by its appeal: no sentence says that nothing is paid.
    label({
      id: 'e',
      state: 'paid',
      epoch: 8,
      work: { scored: 40, golds: 4, reached: 1499, hold },
      appeal: { state: 'won', until: 0, left: 3 },
    }),
  ];
  const { root, go } = await open(overview({ labels }));
  await go(t('section_labels'));
  const said = [...root.querySelectorAll('.work')].map((line) => line.textContent?.replaceAll('\u00a0', ' '));
  expect(said).toEqual([
    'Of the agreement that a guess would have missed, you reached 71 %: you get 77 % of the price. Measured on 40 of your labels here, 4 of them with a known answer.',
    'Its task is settled. You are paid once 30 of your labels here can be measured, 3 of them with a known answer; so far 12 and 1.',
    'Of the agreement that a guess would have missed, you reached 14 %: below 15 % nothing is paid. Measured on 40 of your labels here, 4 of them with a known answer.',
    'Too few others have labeled what you labeled to tell: you get 20 % of the price.',
  ]);
  const held = [...root.querySelectorAll('.label')].find((item) => item.querySelector('.held') !== null);
  expect(held?.querySelector('.receipt')?.textContent).toMatch(/Settled by .* at the latest/);
});

test('a settled label says what others said of the same, in the words of its question', async () => {
  const crowd: CrowdView = {
    others: 4,
    questions: {
      mood: {
        kind: 'answers',
        answers: [
          { answer: { kind: 'choice', chosen: ['up'] }, labels: 3 },
          { answer: { kind: 'unsure' }, labels: 1 },
        ],
      },
    },
  };
  const labels = [
    label({ id: 'a', state: 'paid', crowd }),
    label({ id: 'b', state: 'paid', crowd: { others: 0, questions: {} } }),
    label({ id: 'c', state: 'received' }),
  ];
  const { root, go } = await open(overview({ labels }));
  await go(t('section_labels'));
  const [first, second, third] = [...root.querySelectorAll('.label')].map((item) => item.textContent);
  expect(first).toContain(`${t('crowd_said', '4')} Bullish × 3 · ${t('abstain_unsure')} × 1`);
  // Each by itself: in a script of the other direction it would take its neighbour's number.
  const alone = [...root.querySelectorAll('.label bdi')].map(({ textContent }) => textContent);
  expect(alone).toEqual(['Bullish', t('abstain_unsure')]);
  expect(second).toContain(t('crowd_nobody'));
  expect(third).not.toContain('4');
});

test('labels show state, reason, receipt, epoch; a filter narrows them', async () => {
  const labels = [
    label({ id: 'a' }),
    label({ id: 'b', state: 'refused', reason: { code: 'task-full', detail: null } }),
    label({ id: 'c', state: 'rejected', reason: { code: 'below-guess', detail: 'Q 0.04' }, epoch: 8 }),
    label({ id: 'd', state: 'queued', receipt: null, page: 'javascript:alert(1)' }),
  ];
  const { root, go } = await open(overview({ labels, waiting: 201, nextAt: Date.now() + 2000 }));
  await go(t('section_labels'));
  for (const said of [
    t('reason_task_full'),
    t('reason_below_guess'),
    'Q 0.04',
    t('receipt', 12, 7),
    t('settled_in', 8),
  ])
    expect(root.textContent).toContain(said);
  expect(root.textContent).toContain(t('queue_many', 201));
  expect([...root.querySelectorAll('a')].map((link) => link.protocol)).not.toContain('javascript:');
  const select = root.querySelector('select');
  await act(() => {
    if (select === null) return;
    select.value = 'refused';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(root.querySelectorAll('.label')).toHaveLength(1);
});

test('whoever takes labels back goes on at the next one, and at last at what stands in their place', async () => {
  const undoUntil = Date.now() + 60_000;
  let labels = ['one', 'two', 'three'].map((id, at) =>
    label({ id, state: 'queued', undoUntil, savedAt: 1_000 - at }),
  );
  const undo = ({ id }: { id: string }) => {
    labels = labels.filter((one) => one.id !== id);
    return true;
  };
  const { root, go } = await open(overview({ labels }), {
    calls: { overview: () => overview({ labels }), undo: undo as never },
  });
  document.body.append(root);
  await go(t('section_labels'));
  const takeBack = async (at: number) => {
    const button = [...root.querySelectorAll<HTMLElement>('.label button')].filter(({ textContent }) =>
      textContent?.includes(t('undo')),
    )[at]!;
    button.focus();
    await click(button);
    await settle();
  };
  const items = () => [...root.querySelectorAll('li.label')];
  await takeBack(1);
  expect(items()).toHaveLength(2);
  expect(document.activeElement).toBe(items()[1]);
  await takeBack(1);
  expect(document.activeElement).toBe(items()[0]);
  await takeBack(0);
  expect(document.activeElement).toBe(root.querySelector('.empty'));
});

test('a label is taken back from the list while it can be', async () => {
  const labels = [label({ state: 'queued', undoUntil: Date.now() + 5000 })];
  const { root, go, called } = await open(overview({ labels }), { calls: { undo: () => false } });
  await go(t('section_labels'));
  await click(byName(root, '.label button', t('undo')));
  await settle();
  expect(called('undo')).toEqual([{ id: 'one' }]);
  expect(root.textContent).toContain(t('failure_labeled_already'));
});

test('a label that waits for a relay that is gone can be taken back, so that its campaign can be left', async () => {
  const labels = [
    label({ state: 'queued', undoUntil: Date.now() - 86_400_000 }),
    label({ id: 'two', state: 'sent' }),
  ];
  const { root, go, called } = await open(overview({ labels }), { calls: { undo: () => true } });
  await go(t('section_labels'));
  expect(root.querySelectorAll('.label button')).toHaveLength(1);
  await click(byName(root, '.label button', t('undo')));
  await settle();
  expect(called('undo')).toEqual([{ id: 'one' }]);
});

test('a payTo that is changed in another window stands in the field, unless something is typed there', async () => {
  let payTo: Hex | null = address('a');
  const now = () => overview({ campaigns: [campaign({ joined: true, granted: true, payTo })] });
  const { root, go, panel } = await open(now(), { calls: { overview: now } });
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  expect(input(root).value).toBe(address('a'));
  payTo = address('b');
  await settle(() => void panel.refresh());
  expect(input(root).value).toBe(address('b'));
  await type(input(root), '0x12');
  payTo = address('c');
  await settle(() => void panel.refresh());
  expect(input(root).value).toBe('0x12');
});

test('of two relays that one is named which can not be reached, whichever the line shows', async () => {
  const problem = { code: 'relay-unreachable', detail: '', retry: true };
  const troubled = [{ url: 'https://other.example', chainId: 1, lastSync: 0, problem }];
  const { root } = await open(overview({ troubled }));
  const said = root.querySelector('header [role=status]')?.textContent;
  expect(said).toContain('other.example');
  expect(said).toContain(t('failure_relay_unreachable'));
});

test('who joins or leaves a campaign goes on at what is said of it', async () => {
  let joined = false;
  const now = () => overview({ campaigns: [campaign({ joined, granted: joined })] });
  const turn = (to: boolean) => () => {
    joined = to;
  };
  const { root, go } = await open(now(), {
    calls: { overview: now, join: turn(true), leave: turn(false) },
  });
  document.body.append(root);
  await go(t('section_campaigns'));
  await click(byName(root, 'button.row', 'Market mood'));
  const said = () => root.querySelector('article [role=status]');
  byName(root, 'button', t('join')).focus();
  await submit(form(root));
  await settle();
  expect(said()?.textContent).toBe(t('joined_says'));
  // What has become of it is read out by itself.
  expect(document.activeElement).toBe(byName(root, 'h2', 'Market mood'));
  const leave = byName(root, 'button', t('leave'));
  leave.focus();
  await click(leave);
  await settle();
  expect(said()?.textContent).toBe(t('left_says'));
  expect(document.activeElement).toBe(byName(root, 'h2', 'Market mood'));
});

test('everything can be taken home', async () => {
  const { root, go, download } = await open(overview({ labels: [label()] }), {
    calls: {
      exportAll: ({ from }: { from: unknown }) =>
        from === null ? { text: '{', next: { part: 1, after: null, at: 0 } } : { text: '}', next: null },
    },
  });
  await go(t('section_labels'));
  await click(byName(root, 'button', t('export_all')));
  await settle();
  expect(download).toHaveBeenCalledWith('glosa-labels.json', '{', '}');
});

test('earnings: skill is said with its interval, or that it can not be said yet', async () => {
  const none = await open(overview());
  await none.go(t('section_earnings'));
  expect(none.root.textContent).toContain(t('skills_none'));
  const skills = [
    { kind: 'choice', labels: 64, reached: 714_999, low: 598_000, high: 832_000 },
    { kind: 'span', labels: 3, reached: null, low: 0, high: 1_000_000 },
  ] as const;
  const { root, go } = await open(overview({ skills }));
  await go(t('section_earnings'));
  expect(root.textContent).toContain(t('skill_is', '71', '60', '83', '64'));
  expect(root.textContent).toContain(t('skill_unknown', '3'));
});

test('earnings: what can be claimed is claimed once, and the chain’s receipt is shown', async () => {
  const { root, go, called } = await open(overview({ earnings: [earnings()] }));
  await go(t('section_earnings'));
  await click(byName(root, 'button', t('claim')));
  await settle();
  expect(called('claim')).toEqual([{ payTo: address('c'), token: address('7') }]);

  const claim = { state: 'sent', amount: money('2000000'), txHash: hex32('e') } as const;
  const running = await open(overview({ earnings: [earnings({ claim })] }));
  await running.go(t('section_earnings'));
  expect(byName(running.root, 'button.primary', t('claiming')).getAttribute('aria-disabled')).toBe('true');
  expect(running.root.querySelector(`[title="${hex32('e')}"]`)).not.toBeNull();
  const none = await open(overview({ earnings: [earnings({ claimable: money('0') })] }));
  await none.go(t('section_earnings'));
  expect(byName(none.root, 'button.primary', t('claim')).hasAttribute('disabled')).toBe(true);
});

test('an alarm stands above every section', async () => {
  const alarm = {
    id: 'a',
    kind: 'missing',
    campaign: null,
    epoch: 7,
    detail: 'receipt 12, index 3',
    seenAt: 0,
  } as const;
  const { root, go } = await open(overview({ alarms: [alarm] }));
  for (const section of [
    t('section_here'),
    t('section_campaigns'),
    t('section_labels'),
    t('section_earnings'),
  ]) {
    await go(section);
    expect(root.querySelector('.notice.bad')).toBeNull();
    expect(root.querySelector('.alarms')?.textContent).toContain('receipt 12, index 3');
    expect(root.querySelector('.alarms')?.textContent).toContain(t('alarm_missing', 7));
  }
});

test('a relay that is down is said, with what happens by itself', async () => {
  const relay = {
    url: 'https://relay.example',
    chainId: 1,
    lastSync: null,
    problem: { code: 'relay-unreachable', detail: '', retry: true },
  };
  const { root } = await open(overview({ relay }));
  expect(root.textContent).toContain(t('failure_relay_unreachable'));
  expect(root.textContent).toContain(t('retries_by_itself'));
});

test('any number of changes while one reading runs make one more', async () => {
  const { panel, called } = await open(overview());
  const before = called('overview').length;
  await Promise.all([panel.refresh(), panel.refresh(), panel.refresh()]);
  expect(called('overview').length - before).toBeLessThanOrEqual(2);
});

test('speaks Spanish, numbers and dates too', async () => {
  const { root, go } = await open(overview({ campaigns: [campaign()] }), { language: spanish });
  await go('Campañas');
  await click(byName(root, 'button.row', 'Market mood'));
  for (const said of ['0,25\u00a0tUSD', '1,23', 'Qué significa unirse', '1 ene 1970'])
    expect(root.textContent).toContain(said);
});

test('who opens a campaign is at its heading, and who goes back is where they were', async () => {
  const [one, other] = [campaign(), campaign({ campaign: hex32('2'), title: 'Clauses' })];
  const { root, go } = await open(overview({ campaigns: [one, other] }));
  await go(t('section_campaigns'));
  const row = byName(root, 'button.row', 'Clauses');
  row.focus();
  await click(row);
  expect(document.activeElement).toBe(byName(root, 'h2', 'Clauses'));
  const back = byName(root, 'button', t('back'));
  back.focus();
  await click(back);
  expect(document.activeElement).toBe(byName(root, 'button.row', 'Clauses'));
});

test('what is pressed keeps the focus while it runs, and can not be pressed twice', async () => {
  let answer = () => {};
  const sync = () => new Promise<void>((resolve) => (answer = resolve));
  const { root, called } = await open(overview(), { calls: { sync } });
  const button = byName(root, 'button', t('sync_now'));
  button.focus();
  await click(button);
  expect(button.textContent).toBe(t('syncing'));
  expect(button).toMatchObject({ disabled: false });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  await click(button);
  expect(called('sync')).toHaveLength(1);
  await settle(() => answer());
  expect(document.activeElement).toBe(button);
  expect(button.textContent).toBe(t('sync_now'));
});

test('what is no address is an alert that comes with its words, and the field says it too', async () => {
  const { root, go, panel } = await open(overview({ campaigns: [campaign()] }));
  await go(t('section_campaigns'));
  await act(() => panel.open(campaign().campaign));
  expect(root.querySelector('[role=alert]')).toBeNull();
  await type(input(root), 'somebody');
  await submit(form(root));
  const [alert] = root.querySelectorAll('[role=alert]');
  expect(alert?.textContent).toBe(t('pay_to_wrong'));
  expect(input(root).getAttribute('aria-invalid')).toBe('true');
  expect(input(root).getAttribute('aria-describedby')?.split(' ')).toContain(alert?.id);
});
