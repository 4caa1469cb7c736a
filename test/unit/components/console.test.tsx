import { expect, test, vi } from 'vitest';
import { createConsole } from '../../../components/console/console.ts';
import { ConsoleContext } from '../../../components/console/console-context.ts';
import { ConsoleRoot } from '../../../components/console/console-root.tsx';
import type { Place } from '../../../components/console/store.ts';
import { emptyForm, type PlanForm } from '../../../lib/authoring/form.ts';
import { kitForm } from '../../../lib/authoring/kits/kits.ts';
import { readConfig } from '../../../lib/formats/label-studio/read-config.ts';
import { readTaskList } from '../../../lib/formats/task-list.ts';
import { type Caller, CallFailed, type OwnCalls } from '../../../lib/messages.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { PlanView, ProgressView } from '../../../lib/view/console.ts';
import { wholeForm } from '../authoring/whole-form.ts';
import { hexOf } from '../queue/sample.ts';
import { campaign, id, order, plan, view } from './console-samples.ts';
import { byName, click, draw, settle } from './drawing.tsx';
import { type } from './open-panel.tsx';
import { money } from './samples.ts';
import { english, spanish } from './words.ts';

async function open(
  place: Place,
  calls: { [name: string]: (argument: never) => unknown } = {},
  language?: typeof spanish,
) {
  const log: [string, unknown][] = [];
  const answers: typeof calls = {
    console: () => view(),
    plan: () => plan(),
    purse: () => ({
      account: hexOf(1, 20),
      tokens: money('9000000'),
      hasGas: true,
      gasMissing: null,
      graceSeconds: 1,
      windowSeconds: 1,
      payouts: [],
    }),
    ...calls,
  };
  const call = (async (name: string, argument: never) => {
    log.push([name, argument]);
    return answers[name]?.(argument);
  }) as Caller<OwnCalls>;
  const pick = vi.fn(async () => null);
  const visit = vi.fn(async () => {});
  const looks: (() => void)[] = [];
  const requester = createConsole({
    call,
    language: 'en',
    pick,
    showTask: vi.fn(async () => {}),
    count: async () => 3,
    saveExport: async () => {},
    followEvents: async (_, look) => {
      looks.push(look);
    },
    readList: async (file) => readTaskList(new Uint8Array(await file.arrayBuffer())),
    isAddress: () => true,
    requestSites: async () => true,
    visit,
    saveSet: async () => [],
    saveLosses: () => {},
    readSet: (file) => file.text(),
    readConfig: async (file) => readConfig(await file.text()),
    saveConfig: async () => [],
    requestSite: async () => true,
    sendFromWallet: async () => {},
    remember: () => {},
    clock: () => 0,
  });
  await requester.refresh();
  await requester.go(place);
  const root = await draw(
    <ConsoleContext.Provider value={requester}>
      <ConsoleRoot />
    </ConsoleContext.Provider>,
    language === undefined ? {} : { language },
  );
  await settle();
  const field = (label: string) => {
    const found = [...root.querySelectorAll('label')].find(({ textContent }) => textContent === label);
    return root.querySelector<HTMLInputElement>(`[id="${found?.htmlFor}"]`)!;
  };
  return { root, requester, log, field, pick, visit, looks };
}

test('says what to do where there is nothing, and where there is no relay', async () => {
  const { root } = await open({ at: 'list' });
  expect(root.textContent).toContain('Nothing here yet.');
  const without = await open({ at: 'list' }, { console: () => view({ relay: null }) });
  expect(without.root.textContent).toContain('Paste the address');
  const broken = await open(
    { at: 'list' },
    {
      console: () => {
        throw new CallFailed({ code: 'internal', detail: null, retry: true });
      },
    },
  );
  expect(broken.root.querySelector('[role=alert]')?.textContent).not.toBe('');
});

test('each change is saved in order, and "saved" is said only when the newest is', async () => {
  const waiting: ((view: PlanView) => void)[] = [];
  const { root, field, log } = await open(
    { at: 'plan', id },
    { changePlan: () => new Promise((resolve) => waiting.push(resolve as never)) },
  );
  expect(root.textContent).toContain('Saved on this device');
  await type(field('Title'), 'A');
  await type(field('Title'), 'Ab');
  const sent = () => log.filter(([name]) => name === 'changePlan').map(([, given]) => given);
  expect(sent()).toMatchObject([{ revision: 1, form: { title: 'A' } }]);
  expect(root.textContent).not.toContain('Saved on this device');
  await settle(() => waiting[0]?.(plan({ revision: 2, form: wholeForm({ title: 'A' }) })));
  expect(sent()).toMatchObject([{}, { revision: 2, form: { title: 'Ab' } }]);
  expect(root.textContent).not.toContain('Saved on this device');
  await settle(() => waiting[1]?.(plan({ revision: 3, form: wholeForm({ title: 'Ab' }) })));
  expect(root.textContent).toContain('Saved on this device');
  expect(field('Title').value).toBe('Ab');
});

test('a draft that another tab has changed is not written over, and that is said', async () => {
  const { root, field, log } = await open(
    { at: 'plan', id },
    {
      changePlan: () => {
        throw new CallFailed({ code: 'plan-changed', detail: null, retry: false });
      },
    },
  );
  await type(field('Title'), 'Mine');
  await settle();
  expect(root.textContent).toContain('was changed in another tab');
  expect(field('Title').value).toBe('Mine');
  await type(field('Title'), 'Mine too');
  expect(log.filter(([name]) => name === 'changePlan')).toHaveLength(1);
  await click(byName(root, 'button', 'Show the newer one'));
  expect(field('Title').value).toBe('Tone of news');
});

test('another tab is told without typing', async () => {
  let revision = 1;
  const { root, requester } = await open({ at: 'plan', id }, { plan: () => plan({ revision }) });
  revision = 2;
  await settle(() => void requester.refresh());
  await settle();
  expect(root.textContent).toContain('was changed in another tab');
});

test('the cost stands before the button that locks it, which faults keep shut', async () => {
  const { root } = await open({ at: 'plan', id });
  expect(root.textContent).toContain('20 tasks × 3 = 60');
  expect(byName(root, 'button', 'Lock 6.31579').hasAttribute('disabled')).toBe(false);
  const faulty = await open(
    { at: 'plan', id },
    { plan: () => plan({ faults: [{ field: 'patterns', code: 'all-sites', detail: 'https://*/*' }] }) },
  );
  expect(faulty.root.textContent).toContain('https://*/* means all sites.');
  expect(byName(faulty.root, 'button', 'Lock').hasAttribute('disabled')).toBe(true);
});

test('the cost says how many golds there will be, and warns where they are too few', async () => {
  const golds = { chosen: 10, given: 2, labels: 20, labelers: 2, isEnough: false, pay: money('2000000') };
  const measured = wholeForm({ pay: 'better-than-guess' });
  const opened = (isEnough: boolean) =>
    open(
      { at: 'plan', id },
      { plan: () => plan({ form: measured, cost: { ...plan().cost!, golds: { ...golds, isEnough } } }) },
    );
  const few = await opened(false);
  expect(few.root.textContent).toContain('up to 20 labels more than the fewest: 2.00');
  expect(few.root.querySelector('.notice.warn')?.textContent).toContain('Enough for 2 labelers only');
  expect((await opened(true)).root.textContent).toContain('Enough for 2 labelers, ten each.');
});

test('too little money is said with the address to send it to', async () => {
  const { root } = await open(
    { at: 'plan', id },
    {
      purse: () => ({
        account: hexOf(0xab, 20),
        tokens: money('1'),
        hasGas: false,
        gasMissing: { units: '4200000000000000', decimals: 18 },
        graceSeconds: 1,
        windowSeconds: 1,
        payouts: [],
      }),
    },
  );
  expect(root.textContent).toContain('The balance is less than the deposit.');
  expect(root.textContent).toContain(hexOf(0xab, 20));
});

test('the preview is the card of labelers, and keeps nothing', async () => {
  const { root, log } = await open({ at: 'plan', id });
  const before = log.length;
  await click(byName(root, '[role=radio]', 'Good'));
  expect(byName(root, '[role=radio]', 'Good').getAttribute('aria-checked')).toBe('true');
  expect(log.slice(before).map(([name]) => name)).toEqual([]);
});

test('examples are labels that were made on the page: kept as good or bad, said why, ordered and removed', async () => {
  const target = (name: string) => pageTargetOf(`https://news.example/markets/${name}`);
  const labeledAs = (name: string, chosen: string) => ({
    target: target(name),
    body: { answer: { kind: 'choice' as const, chosen: [chosen] } },
  });
  const [one, two] = [labeledAs('a', 'good'), labeledAs('b', 'bad')];
  let revision = 1;
  let labeled = [one];
  const { root, requester, log, visit } = await open(
    { at: 'plan', id },
    {
      plan: () => plan({ labeled }),
      tryPlan: () => plan({ labeled }),
      changePlan: ({ form }: { form: PlanForm }) => {
        revision += 1;
        return plan({ revision, form, labeled });
      },
    },
  );
  await click(byName(root, 'button', 'Label on the page'));
  expect(log.at(-1)).toEqual(['tryPlan', { id, revision: 1 }]);
  expect(visit).toHaveBeenCalledWith('https://news.example/markets/a');
  labeled = [two, one];
  await settle(() => void requester.refresh());
  const section = root.querySelector('[aria-labelledby=plan-examples]')!;
  const kept = () => requester.store.getState().editing?.form.exampleLabels;
  /** Whose note has the focus: every button here takes itself away, or moves. */
  const inNote = () => [...section.querySelectorAll('textarea')].indexOf(document.activeElement as never);
  await click(byName(section, 'button', 'Keep as a bad example'));
  expect(kept()).toEqual([{ ...two, shows: 'bad', note: '' }]);
  expect(inNote()).toBe(0);
  await click(byName(section, 'button', 'Keep as a good example'));
  expect(section.textContent).not.toContain('Your labels');
  expect(inNote()).toBe(1);
  await type(section.querySelector('textarea')!, 'It only reports.');
  await click(byName(section, 'button', 'Move up example 2'));
  expect(kept()).toMatchObject([
    { ...one, shows: 'good' },
    { ...two, note: 'It only reports.' },
  ]);
  expect(inNote()).toBe(0);
  await click(byName(root, 'aside button', 'Instructions'));
  expect(root.querySelector('aside')?.textContent).toContain('It only reports.');
  await click(byName(section, 'button', 'Remove example 1'));
  expect(kept()).toMatchObject([two]);
  expect(inNote()).toBe(0);
  expect(section.textContent).toContain('Your labels');
  await click(byName(section, 'button', 'Remove example 1'));
  expect(document.activeElement).toBe(section.querySelector('h2'));
});

test('who asks for readers of the campaign’s language goes on in the field that says so', async () => {
  const { root } = await open({ at: 'plan', id });
  await click(byName(root, 'button', 'Only people who read English'));
  expect(document.activeElement?.id).toBe(byName(root, 'label', 'Who is asked').getAttribute('for'));
});

test('elements are picked on the first example', async () => {
  const { root, pick } = await open(
    { at: 'plan', id },
    { plan: () => plan({ form: wholeForm({ unit: 'element' }) }) },
  );
  await click(byName(root, 'button', 'Pick on the page'));
  expect(pick).toHaveBeenCalledWith('https://news.example/markets/a');
});

test('a campaign that does not go on says why, and can become a draft again', async () => {
  const problem = { code: 'no-gas', detail: null, retry: true };
  const { root, log } = await open(
    { at: 'campaign', campaign },
    { console: () => view({ orders: [order({ problem })] }), takeBack: () => ({ id }) },
  );
  expect(root.querySelector('.notice[role=alert]')?.textContent).toContain('can not pay for the transaction');
  await click(byName(root, 'button', 'Back to a draft'));
  expect(log.some(([name]) => name === 'takeBack')).toBe(true);
  expect(root.textContent).toContain('Saved on this device');
});

test('an open campaign shows what came in, in the requester’s words', async () => {
  const progress = {
    state: 'active',
    countedAt: 0,
    labels: { received: 12, refused: 1, paid: 8, rejected: 0 },
    tasks: { open: 2, settled: 4 },
    money: { released: money('800000'), reserved: money('400000'), free: money('1'), remaining: money('1') },
    dataset: null as ProgressView['dataset'],
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
    tasksOfNote: { slowest: [], contested: [] },
    samples: [
      { at: 0, received: 1, released: '0' },
      { at: 10, received: 12, released: '800000' },
    ],
  };
  const { root, looks } = await open(
    { at: 'campaign', campaign },
    {
      console: () => view({ orders: [order({ stage: 'listed', unfinished: false, canTakeBack: false })] }),
      progress: () => progress,
    },
  );
  expect(root.textContent).toContain('12 received, 8 paid, 0 rejected');
  expect(root.querySelector('.answers')?.textContent).toContain('Good93');
  expect(root.querySelector('.answers')?.textContent).toContain('0.71');
  expect(root.querySelector('.curve svg')?.getAttribute('aria-label')).toBe('Labels and cost over time');

  expect(root.textContent).not.toContain('Dataset');

  progress.labels.received = 13;
  progress.dataset = { contentHash: `0x${'d'.repeat(64)}`, labelersShare: 5000, owners: 12 };
  for (const look of looks) look();
  await settle();
  expect(root.textContent).toContain('13 received, 8 paid, 0 rejected');
  expect(root.textContent).toContain(
    'Of each licence 50 % is the labelers’, by 12 weights. Content hash: 0xdddd',
  );
});

test('a fixed list is read from a file, or said why not', async () => {
  const listed = plan({ form: wholeForm({ pages: 'list' }), listed: 2 });
  const { root, log } = await open({ at: 'plan', id }, { plan: () => listed, changePlan: () => listed });
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  const choose = async (content: BlobPart) => {
    Object.defineProperty(input, 'files', { value: [new File([content], 'pages.csv')], configurable: true });
    await settle(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
  };
  await choose('url\nhttps://a.example/1\nhttps://a.example/2\nhttps://a.example/1\n');
  const [, sent] = log.find(([name]) => name === 'changePlan') ?? [];
  expect(sent).toMatchObject({ form: { list: ['https://a.example/1', 'https://a.example/2'] } });
  expect(root.textContent).toContain('1 address stood there twice and counts once.');
  expect(root.textContent).toContain('2 pages in the list.');
  await choose(new Uint8Array([0x68, 0xe9]));
  expect(root.textContent).toContain('The file is not UTF-8.');
});

test('who is asked is everybody, until the proposal is taken or languages are typed, and then said in words', async () => {
  const changed = () => plan({ revision: 2, form: wholeForm({ audience: 'en' }), audience: ['en'] });
  const all = await open({ at: 'plan', id }, { changePlan: changed });
  const { t } = english;
  await click(byName(all.root, 'button', t('plan_audience_only', 'English')));
  expect(all.log.at(-1)).toMatchObject(['changePlan', { form: { audience: 'en' } }]);
  const some = () => plan({ form: wholeForm({ audience: 'de pt-BR' }), audience: ['de', 'pt-BR'] });
  const { root } = await open({ at: 'plan', id }, { plan: some });
  expect(root.textContent).toContain(t('audience_some', 'German or Brazilian Portuguese'));
  const set = () => plan({ form: wholeForm({ isPrivate: true }) });
  const own = await open({ at: 'plan', id }, { plan: set });
  expect(own.root.textContent).not.toContain(t('plan_audience'));
});

test('a kit begins a campaign with its question', async () => {
  const { root, log } = await open(
    { at: 'list' },
    { newPlan: () => plan({ form: kitForm('clauses', 'en'), questions: [] }) },
  );
  await click(byName(root, 'button', 'Clauses of contracts'));
  expect(log).toContainEqual(['newPlan', { language: 'en', kit: 'clauses' }]);
  expect(root.textContent).toContain('Classes of passages');
});

test('every field has a name, in Spanish too', async () => {
  const { root } = await open(
    { at: 'plan', id },
    { plan: () => plan({ form: { ...emptyForm('es'), unit: 'element' } }) },
    spanish,
  );
  const unnamed = [...root.querySelectorAll<HTMLInputElement>('input, textarea, select')].filter(
    (field) =>
      field.getAttribute('aria-label') === null &&
      field.closest('label') === null &&
      root.querySelector(`label[for="${field.id}"]`) === null,
  );
  expect(unnamed).toEqual([]);
  expect(root.textContent).toContain('Lo que leen quienes etiquetan');
});

test('a labeling config is taken whole, or refused by the name of what it asks and why', async () => {
  const changePlan = ({ form }: { form: PlanForm }) => plan({ form });
  const { root, field, log } = await open({ at: 'plan', id }, { changePlan });
  const input = field('Or take what is asked from a labeling config of Label Studio');
  const take = async (config: string) => {
    Object.defineProperty(input, 'files', { value: [new File([config], 'config.xml')], configurable: true });
    await settle(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
  };
  const sent = () => log.filter(([name]) => name === 'changePlan').map(([, given]) => given);
  await take('<View><Image name="i" value="$i"/></View>');
  expect(root.textContent).toContain('<Image> is not read: questions about images are not built yet');
  expect(sent()).toEqual([]);
  await take(
    '<View className="wide"><Text name="t" value="$text"/><Labels name="who" toName="t"><Label value="Person"/></Labels></View>',
  );
  expect(root.textContent).not.toContain('questions about images');
  expect(root.textContent).toContain('<View> className');
  expect(sent()).toMatchObject([
    { form: { unit: 'selection', questions: [{ kind: 'span', id: 'who', classes: [{ label: 'Person' }] }] } },
  ]);
  await click(byName(root, 'button', 'Write the question here instead'));
  expect(sent().at(-1)).toMatchObject({ form: { questions: null } });
});

test('who opens a campaign or a draft is at its heading, and who goes back is where they were', async () => {
  const drafts = [{ id, title: 'A draft', isPrivate: false, savedAt: 0, faults: 0 }];
  const console = () => view({ orders: [order()], plans: drafts });
  const { root } = await open({ at: 'list' }, { console });
  for (const [row, heading] of [
    [order().title, order().title],
    ['A draft', plan().form.title],
  ] as const) {
    const there = byName(root, 'button.row', row);
    there.focus();
    await click(there);
    expect(document.activeElement).toBe(byName(root, 'h1', heading));
    const back = byName(root, 'button', english.t('back'));
    back.focus();
    await click(back);
    expect(document.activeElement).toBe(byName(root, 'button.row', row));
  }
});

test('an answer that is added has the focus, and so has the one that stands where another was', async () => {
  const changePlan = ({ form }: { form: PlanForm }) => plan({ form });
  const { root } = await open({ at: 'plan', id }, { changePlan });
  const named = (name: string) => root.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`);
  const before = root.querySelectorAll('.options-edited li').length;
  await click(byName(root, 'button', english.t('plan_option_add')));
  expect(document.activeElement).toBe(named(english.t('plan_option', before + 1)));
  await click(byName(root, 'button', english.t('plan_option_remove', before + 1)));
  expect(document.activeElement).toBe(named(english.t('plan_option', before)));
});
