import { createConsole } from '../../../components/console/console.ts';
import { ConsoleContext } from '../../../components/console/console-context.ts';
import { ConsoleRoot } from '../../../components/console/console-root.tsx';
import type { Place } from '../../../components/console/store.ts';
import { emptyForm } from '../../../lib/authoring/form.ts';
import { readConfig } from '../../../lib/formats/label-studio/read-config.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { ProgressView } from '../../../lib/view/console.ts';
import { wholeForm } from '../../unit/authoring/whole-form.ts';
import { campaign, id, order, plan, view } from '../../unit/components/console-samples.ts';
import { bad, good } from '../../unit/components/example-samples.ts';
import { address, hex32, money, moods, questionSet } from '../../unit/components/samples.ts';
import { english } from '../../unit/components/words.ts';
import { calls, fails } from '../calls.ts';
import { choose, click, drawn, named } from '../person.ts';
import type { State } from '../state.ts';

const { t } = english;

const purse = (units: string) => ({
  account: address('a'),
  tokens: money(units),
  hasGas: units !== '0',
  gasMissing: units === '0' ? { units: '4200000000000000', decimals: 18 } : null,
  graceSeconds: 604_800,
  windowSeconds: 604_800,
  payouts: [
    {
      id: hex32('8'),
      to: address('b'),
      amount: money('1'),
      placedAt: 0,
      txHash: hex32('7'),
      state: 'mined' as const,
    },
  ],
});
const progress = (given: Partial<ProgressView> = {}): ProgressView => ({
  state: 'active',
  countedAt: 0,
  labels: { received: 12, refused: 1, paid: 8, rejected: 0 },
  tasks: { open: 2, settled: 4 },
  money: { released: money('800000'), reserved: money('400000'), free: money('1'), remaining: money('1') },
  dataset: null,
  questions: [
    {
      id: 'answer',
      ask: 'Which tone has it?',
      answers: [
        { kind: 'choice', option: 'Good', labels: 9, tasks: 3 },
        { kind: 'unsure', option: null, labels: 3, tasks: 1 },
      ],
      agreement: { alpha: 0.71, low: 0.6, high: 0.8, tasks: 4 },
    },
  ],
  samples: [
    { at: 0, received: 1, released: '0' },
    { at: 10, received: 12, released: '800000' },
  ],
  tasksOfNote: { slowest: [], contested: [] },
  ...given,
});

const task = { task: hex32('1'), address: 'https://news.example/rates?id=1', labels: 3, settled: true };
const tasksOfNote: ProgressView['tasksOfNote'] = {
  slowest: [
    { ...task, quote: null, medianMs: 120_000 },
    { ...task, task: hex32('2'), quote: 'The bank raises rates', settled: false, medianMs: 30_000 },
  ],
  contested: [{ ...task, quote: null, apart: 666_666 }],
};

const state = (
  name: string,
  place: Place,
  answers: Parameters<typeof calls>[0] = {},
  then?: State['then'],
): State => ({
  name: `console: ${name}`,
  frame: 'console',
  async show({ signal }) {
    const requester = createConsole({
      call: calls({ console: () => view(), plan: () => plan(), purse: () => purse('9000000'), ...answers }),
      language: 'en',
      pick: async () => null,
      count: async () => 3,
      showTask: async () => {},
      saveExport: async () => {},
      followEvents: (_, look) => {
        void look();
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      readList: async () => ({ ok: true, addresses: [], repeated: 0, known: [] }),
      isAddress: () => true,
      requestSite: async () => true,
      requestSites: async () => true,
      visit: async () => {},
      saveSet: async () => [{ field: 'salts', because: 'A cell holds one value', kept: null }],
      saveLosses: () => {},
      readSet: (file) => file.text(),
      readConfig: async (file) => readConfig(await file.text()),
      saveConfig: async () => [],
      sendFromWallet: async () => {},
      remember: () => {},
      clock: () => 0,
    });
    await requester.refresh();
    await requester.go(place);
    return (
      <ConsoleContext.Provider value={requester}>
        <ConsoleRoot />
      </ConsoleContext.Provider>
    );
  },
  ...(then && { then }),
});
const opened = { stage: 'listed', unfinished: false, canTakeBack: false } as const;
const faults = (['title', 'patterns', 'ask', 'options'] as const).map((field) => ({
  field,
  code: 'missing' as const,
  detail: '',
}));
const problem = { code: 'no-gas', detail: null, retry: true };

export const states: readonly State[] = [
  state('nothing yet', { at: 'list' }),
  state('no relay', { at: 'list' }, { console: () => view({ relay: null }) }),
  state('the background fails', { at: 'list' }, { console: fails('internal') }),
  state(
    'drafts and campaigns',
    { at: 'list' },
    {
      console: () =>
        view({
          plans: [{ id, isPrivate: false, title: '', savedAt: 0, faults: 3 }],
          orders: [order(), order({ ...opened, campaign: hex32('3') })],
        }),
    },
  ),
  state('the purse', { at: 'list' }, {}, async ({ root }) => {
    click(named(root, 'button', t('purse_look')));
    await drawn();
  }),
  state('a draft', { at: 'plan', id }),
  state(
    'a draft of a list',
    { at: 'plan', id },
    { plan: () => plan({ form: wholeForm({ pages: 'list' }), listed: 20 }) },
  ),
  state(
    'a draft of a private question set',
    { at: 'plan', id },
    { plan: () => plan({ form: wholeForm({ isPrivate: true }), price: null, cost: null, deposit: null }) },
  ),
  state(
    'private question sets without a relay',
    { at: 'list' },
    {
      console: () =>
        view({
          relay: null,
          sets: [questionSet(), questionSet({ campaign: hex32('6'), granted: false, labels: 1 })],
          plans: [{ id, isPrivate: true, title: '', savedAt: 0, faults: 3 }],
        }),
    },
  ),
  state(
    'a file that is no question set',
    { at: 'list' },
    { importSet: fails('set-damaged') },
    async ({ root }) => {
      choose(named(root, 'input[type=file]', ''), new File(['{}'], 'set.json'));
      await drawn();
    },
  ),
  state(
    'a private question set, and what its file has no place for',
    { at: 'set', campaign: hex32('5') },
    {
      console: () => view({ sets: [questionSet({ examples: [good, bad] })] }),
      wholeSet: () => ({ campaign: hex32('5'), terms: {}, labels: [] }),
    },
    async ({ root }) => {
      click(named(root, 'button', t('export_do')));
      await drawn();
    },
  ),
  state(
    'a private question set without its sites, about to be deleted',
    { at: 'set', campaign: hex32('5') },
    { console: () => view({ sets: [questionSet({ granted: false })] }) },
    async ({ root }) => {
      click(named(root, 'button', t('set_drop')));
      await drawn();
    },
  ),
  state(
    'a private question set is changed, but its labels would not fit',
    { at: 'plan', id },
    {
      plan: () => plan({ form: wholeForm({ isPrivate: true }), of: hex32('5'), faults: [] }),
      keepSet: fails('set-labeled'),
    },
    async ({ root }) => {
      click(named(root, 'button', t('set_change')));
      await drawn();
    },
  ),
  state(
    'a draft of passages',
    { at: 'plan', id },
    {
      plan: () =>
        plan({ form: wholeForm({ unit: 'selection', audience: 'de, pt-BR' }), audience: ['de', 'pt-BR'] }),
    },
  ),
  state(
    'a draft that measures people, with too few golds',
    { at: 'plan', id },
    {
      plan: () =>
        plan({
          form: wholeForm({ pay: 'better-than-guess', golds: ['https://news.example/markets/a good'] }),
          cost: {
            ...plan().cost!,
            golds: { chosen: 2, given: 1, labels: 4, labelers: 0, isEnough: false, pay: money('400000') },
          },
        }),
    },
  ),
  state(
    'a draft of elements',
    { at: 'plan', id },
    { plan: () => plan({ form: wholeForm({ unit: 'element' }) }) },
  ),
  state(
    'an empty draft with faults',
    { at: 'plan', id },
    {
      plan: () =>
        plan({ form: emptyForm('en'), faults, questions: [], price: null, cost: null, deposit: null }),
    },
  ),
  state(
    'a draft whose questions come from a labeling config',
    { at: 'plan', id },
    { plan: () => plan({ form: wholeForm({ questions: [...plan().questions] }) }) },
  ),
  state('a labeling config is refused', { at: 'plan', id }, {}, async ({ root }) => {
    const config = '<View><Image name="i" value="$i"/><Rating name="r" toName="i"/></View>';
    choose(named(root, 'input[accept*=xml]', ''), new File([config], 'config.xml'));
    await drawn();
    await drawn();
  }),
  state(
    'a draft with labels of it, one of which is an example that does not fit any more',
    { at: 'plan', id },
    {
      plan: () =>
        plan({
          form: wholeForm({ exampleLabels: [good, { ...bad, note: '' }] }),
          questions: [{ ...moods, multiple: false }],
          labeled: [{ target: pageTargetOf('https://news.example/markets/c'), body: good.body }, good],
          faults: [
            { field: 'exampleLabels', code: 'example-unfit', detail: '1' },
            { field: 'exampleLabels', code: 'example-unsaid', detail: '2' },
          ],
        }),
    },
    async ({ root }) => {
      click(named(root, 'button', t('guide_open')));
      await drawn();
    },
  ),
  state(
    'a draft can not be tried',
    { at: 'plan', id },
    { tryPlan: fails('plan-changed') },
    async ({ root }) => {
      click(named(root, 'button', t('plan_label_page')));
      await drawn();
    },
  ),
  state('too little money', { at: 'plan', id }, { purse: () => purse('0') }),
  state(
    'a campaign on its way',
    { at: 'campaign', campaign },
    { console: () => view({ orders: [order()] }) },
  ),
  state(
    'a campaign that does not go on',
    { at: 'campaign', campaign },
    {
      console: () => view({ orders: [order({ problem })] }),
    },
  ),
  state(
    'a campaign',
    { at: 'campaign', campaign },
    {
      console: () => view({ orders: [order(opened)] }),
      progress,
    },
  ),
  state(
    'tasks of note',
    { at: 'campaign', campaign },
    { console: () => view({ orders: [order(opened)] }), progress: () => progress({ tasksOfNote }) },
  ),
  state(
    'tasks of which no two labels differ',
    { at: 'campaign', campaign },
    {
      console: () => view({ orders: [order(opened)] }),
      progress: () => progress({ tasksOfNote: { ...tasksOfNote, contested: [] } }),
    },
  ),
  state(
    'a final campaign',
    { at: 'campaign', campaign },
    {
      console: () => view({ orders: [order(opened)] }),
      progress: () =>
        progress({
          state: 'final',
          samples: [],
          dataset: { contentHash: `0x${'d'.repeat(64)}`, labelersShare: 5000, owners: 12 },
        }),
    },
  ),
];
