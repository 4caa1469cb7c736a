import { offerKey } from '../../../components/overlay/offer.ts';
import { PanelContext } from '../../../components/panel/panel-context.ts';
import { PanelView } from '../../../components/panel/panel-view.tsx';
import { createPanel, type Section } from '../../../components/panel/store.ts';
import type { OwnCalls } from '../../../lib/messages.ts';
import { labelStates } from '../../../lib/protocol/label/state.ts';
import type { Overview } from '../../../lib/view/overview.ts';
import type { WalletView } from '../../../lib/view/wallet.ts';
import { read } from '../../unit/components/example-samples.ts';
import {
  campaign,
  earnings,
  hex32,
  label,
  offer,
  overview,
  own,
  questionSet,
} from '../../unit/components/samples.ts';
import { english } from '../../unit/components/words.ts';
import { calls, fails } from '../calls.ts';
import { marked, markedContract, spansMarked, standings } from '../passages.ts';
import { click, drawn, named, press } from '../person.ts';
import type { State } from '../state.ts';

const { t } = english;

interface Given {
  answers?: { readonly [Name in keyof OwnCalls]?: (argument: never) => unknown };
  section?: Section;
  open?: string;
}

/** The whole panel on one overview. */
const panelOf =
  (view: Partial<Overview>, { answers = {}, section = 'here', open }: Given) =>
  async () => {
    const contract = markedContract();
    const panel = createPanel({
      call: calls({ overview: () => overview(view), ...answers }),
      page: async () => ({ location: 'https://news.example/a' }),
      found: async () => ({ [hex32('6')]: 12 }),
      passages: async () => [
        {
          task: offerKey(contract),
          body: marked,
          target: contract.target,
          standings: Object.fromEntries(
            spansMarked.map(({ start, end }, at) => [
              `${start} ${end}`,
              standings[at % standings.length] ?? '',
            ]),
          ),
        },
      ],
      showPassage: () => {},
      requestToJoin: async () => true,
      requestToSend: async () => true,
      requestSite: async () => true,
      notifications: { request: async () => false, end: async () => true },
      signByWallet: async (_, __, choose) => {
        await choose([
          { id: '1', name: 'A wallet' },
          { id: '2', name: 'Another one, with a name that is longer than a line of the panel' },
        ]);
        return fails('wallet-lacks-chain', '31337')();
      },
      isAddress: () => true,
      activeMs: () => 0,
      download: () => {},
      openConsole: () => {},
      readFile: (file) => file.text(),
    });
    // One state is that nothing is answered yet.
    void panel.refresh();
    await drawn();
    if (open === undefined) panel.show(section);
    else panel.open(open);
    return (
      <PanelContext.Provider value={panel}>
        <PanelView />
      </PanelContext.Provider>
    );
  };
const state = (name: string, view: Partial<Overview>, given: Given = {}, then?: State['then']): State => ({
  name: `panel: ${name}`,
  frame: 'panel',
  show: panelOf(view, given),
  ...(then && { then }),
});
const clicks =
  (...names: Parameters<typeof t>[0][]): NonNullable<State['then']> =>
  async ({ root }) => {
    for (const name of names) {
      click(named(root, 'button', t(name)));
      await drawn();
    }
  };
const { own: _, target: __, ...asked } = offer({ campaign: hex32('6'), title: 'Tone of posts' });
const elements = { ...asked, address: 'https://news.example/a', selector: 'article' };
const here = (given: Partial<NonNullable<Overview['here']>> = {}): Partial<Overview> => ({
  here: { address: 'https://news.example/a', offers: [], elements: [], unjoined: [], ...given },
});
const one = campaign();
const joined = campaign({ joined: true, granted: true, payTo: one.requester });
const account = '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const wallets: readonly WalletView[] = [
  { state: 'signed', account },
  { state: 'linked', account, told: false, until: 2e12 },
  { state: 'expired', account },
  { state: 'before', account },
];
const reasons = { rejected: 'below-guess', refused: 'task-full' } as const;

export const states: readonly State[] = [
  state('relay is known, page is not', {}),
  state('nothing on this page', here()),
  state('before the first answer', {}, { answers: { overview: () => new Promise(() => {}) } }),
  state('the background fails', {}, { answers: { overview: fails('internal') } }),
  state('tasks of every unit', {
    ...here({
      offers: [offer(), markedContract()],
      elements: [{ offer: elements, labeled: 3 }],
      unjoined: [one.campaign],
    }),
    campaigns: [one],
  }),
  state(
    'instructions of a task, and of elements',
    here({
      offers: [offer({ isGuided: true }), markedContract({ isGuided: true })],
      elements: [{ offer: { ...elements, isGuided: true }, labeled: 3 }],
    }),
    { answers: { guide: () => read } },
    clicks('guide_open'),
  ),
  state(
    'instructions do not come',
    here({ offers: [offer({ isGuided: true })] }),
    { answers: { guide: fails('not-joined') } },
    clicks('guide_open'),
  ),
  state(
    'a campaign with examples',
    { campaigns: [campaign()] },
    { open: hex32('1'), answers: { guide: () => read } },
  ),
  state('passages saved', here({ offers: [markedContract({ own: own({ body: marked, state: 'paid' }) })] })),
  state('a campaign’s link', here({ address: `https://relay.example/c/${hex32('9')}` })),
  state('an alarm', {
    alarms: [
      {
        id: '1',
        kind: 'missing',
        campaign: hex32('1'),
        epoch: 7,
        detail: 'batch 0xab is not in it',
        seenAt: 0,
      },
    ],
  }),
  state('a relay that is down, and a queue', {
    relay: {
      url: 'https://relay.example',
      chainId: 1,
      lastSync: 0,
      problem: { code: 'relay-unreachable', detail: '', retry: true },
    },
    labels: [label({ state: 'queued' })],
    waiting: 1,
    nextAt: Date.now() + 20_000,
  }),
  state('one of two relays is down', {
    troubled: [
      {
        url: 'https://other.example',
        chainId: 1,
        lastSync: 0,
        problem: { code: 'relay-unreachable', detail: '', retry: true },
      },
    ],
    labels: [label({ state: 'queued' })],
    waiting: 1,
  }),
  state('no relay yet', { relay: null }, { section: 'campaigns' }),
  state('campaigns', { campaigns: [one, { ...joined, campaign: hex32('2') }] }, { section: 'campaigns' }),
  state(
    'campaigns, of which some need a newer Glosa',
    { campaigns: [one], newer: 2 },
    { section: 'campaigns' },
  ),
  state('a campaign that needs a newer Glosa', { newer: 1 }, { section: 'campaigns' }),
  state(
    'campaigns for readers of other languages',
    {
      campaigns: [
        one,
        campaign({ campaign: hex32('2'), title: 'Urteile', audience: ['de'], fits: false }),
        campaign({
          campaign: hex32('4'),
          title: '株式市場のニュース',
          audience: ['ja', 'zh-Hant'],
          fits: false,
        }),
      ],
      tells: true,
    },
    { section: 'campaigns' },
    async ({ root }) => {
      for (const folded of root.querySelectorAll('details')) folded.open = true;
      await drawn();
    },
  ),
  state('notifications are refused', { campaigns: [one] }, { section: 'campaigns' }, async ({ root }) => {
    click(named(root, 'label', t('news_tell')));
    await drawn();
  }),
  state(
    'a campaign for readers of other languages',
    { campaigns: [campaign({ audience: ['de', 'pt-BR'], fits: false })] },
    { open: one.campaign },
  ),
  state(
    'private question sets',
    { sets: [questionSet(), questionSet({ campaign: hex32('6'), granted: false, labels: 1 })] },
    { section: 'campaigns' },
  ),
  state('a campaign', { campaigns: [one] }, { open: one.campaign }),
  state('a joined campaign', { campaigns: [joined] }, { open: joined.campaign }),
  state('payTo is changed', { campaigns: [joined] }, { open: joined.campaign }, clicks('pay_to_change')),
  state(
    'a final campaign',
    { campaigns: [{ ...joined, closes: 0, ownPart: 123_400 }] },
    { open: joined.campaign },
  ),
  state('a campaign that is closed', { campaigns: [campaign({ closes: 0 })] }, { open: one.campaign }),
  state('no labels', {}, { section: 'labels' }),
  state(
    'labels in every state',
    {
      labels: labelStates.map((is, at) =>
        label({
          id: String(at),
          state: is,
          quote: at === 0 ? 'A post' : null,
          undoUntil: is === 'queued' ? Date.now() + 60_000 : 0,
          reason: is in reasons ? { code: reasons[is as keyof typeof reasons], detail: null } : null,
          work:
            is === 'held' || is === 'paid'
              ? { scored: 12, golds: 1, reached: 7100, hold: { scored: 30, golds: 3 } }
              : null,
        }),
      ),
    },
    { section: 'labels' },
  ),
  state(
    'what others said',
    {
      labels: [
        label({
          id: 'answers',
          state: 'paid',
          crowd: {
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
          },
        }),
        label({
          id: 'passages',
          state: 'paid',
          questions: markedContract().questions,
          body: marked,
          crowd: {
            others: 4,
            questions: Object.fromEntries(
              Object.keys(marked).map((id) => [id, { kind: 'passages', own: 3, shared: 2, marked: 4 }]),
            ),
          },
        }),
        label({ id: 'alone', state: 'paid', crowd: { others: 0, questions: {} } }),
      ],
    },
    { section: 'labels' },
  ),
  state(
    'appeals in every state',
    {
      labels: (['possible', 'open', 'won', 'lost', 'lapsed', 'possible'] as const).map((is, at) =>
        label({
          id: String(at),
          state: is === 'won' ? 'paid' : 'rejected',
          // Of the last one there are none left.
          appeal: { state: is, until: 0, left: at === 5 ? 0 : 2 },
        }),
      ),
    },
    { section: 'labels' },
  ),
  state(
    'an appeal that is not taken',
    { labels: [label({ state: 'rejected', appeal: { state: 'possible', until: 0, left: 2 } })] },
    { section: 'labels', answers: { appeal: fails('appeals-unfunded') } },
    clicks('appeal'),
  ),
  state(
    'a private label',
    { labels: [label({ isPrivate: true, state: 'queued', amount: null, receipt: null })] },
    { section: 'labels' },
  ),
  state('no earnings', { recovery: { savedAt: null, newer: 0, restorable: true } }, { section: 'earnings' }),
  state('earnings', { earnings: [earnings()] }, { section: 'earnings' }),
  state(
    'skills',
    {
      skills: [
        { kind: 'choice', labels: 64, reached: 715_000, low: 598_000, high: 832_000 },
        { kind: 'span', labels: 3, reached: null, low: 0, high: 1_000_000 },
      ],
    },
    { section: 'earnings' },
  ),
  state(
    'the first claim offers a file',
    { earnings: [earnings()], recovery: { savedAt: null, newer: 0, restorable: false } },
    { section: 'earnings' },
    clicks('claim'),
  ),
  state(
    'a recovery file is made',
    { recovery: { savedAt: null, newer: 0, restorable: false } },
    { section: 'earnings' },
    clicks('recovery_make'),
  ),
  ...wallets.map((wallet) => state(`a wallet: ${wallet.state}`, { wallet }, { section: 'earnings' })),
  state('no wallet', {}, { section: 'earnings' }),
  state('several wallets', {}, { section: 'earnings' }, clicks('wallet_link')),
  state('a wallet that does not', {}, { section: 'earnings' }, clicks('wallet_link', 'cancel')),
  state('keys', {}, { section: 'keys' }),
  state('keys: one is pressed', {}, { section: 'keys' }, async ({ root }) => {
    const button = named(root, '.key-row button', t('action_undo'));
    button.focus();
    button.click();
    await drawn();
  }),
  state('keys: one is refused', {}, { section: 'keys' }, async ({ root }) => {
    const button = named(root, '.key-row button', t('action_undo'));
    button.focus();
    button.click();
    await drawn();
    press(button, '1');
    await drawn();
  }),
];
