import type { ConsoleView, OrderView, PlanView } from '../../../lib/view/console.ts';
import { wholeForm } from '../authoring/whole-form.ts';
import { address, hex32, money } from './samples.ts';

export const id = `0x${'07'.repeat(16)}` as const;
export const campaign = hex32('9');

export const view = (given: Partial<ConsoleView> = {}): ConsoleView => ({
  relay: { url: 'https://relay.example', chainId: 1 },
  account: address('1'),
  plans: [],
  sets: [],
  orders: [],
  ...given,
});

export const plan = (given: Partial<PlanView> = {}): PlanView => ({
  id,
  revision: 1,
  savedAt: 0,
  form: wholeForm(),
  faults: [],
  audience: [],
  patterns: ['https://news.example/markets/*'],
  examples: [],
  listed: 0,
  origins: ['https://news.example/*'],
  labeled: [],
  questions: [
    {
      kind: 'choice',
      id: 'answer',
      ask: 'Which tone has it?',
      multiple: false,
      options: [
        { id: 'good', label: 'Good' },
        { id: 'bad', label: 'Bad' },
      ],
    },
  ],
  price: money('100000'),
  cost: {
    tasks: '20',
    labels: '60',
    pay: money('6000000'),
    reserve: money('315789'),
    needed: money('6315790'),
    expected: { tenths: 24, labels: '48', pay: money('4800000') },
    golds: null,
    paid: '60',
  },
  deposit: money('6315790'),
  ...given,
});

export const order = (given: Partial<OrderView> = {}): OrderView => ({
  campaign,
  title: 'Tone of news',
  link: `https://relay.example/c/${campaign}`,
  stage: 'approving',
  unfinished: true,
  txHash: null,
  problem: null,
  price: money('100000'),
  deposit: money('6315790'),
  questions: plan().questions,
  unit: 'page',
  placedAt: 0,
  closes: 0,
  acceptByHours: 72,
  redundancy: { min: 3, max: 3 },
  patterns: ['https://news.example/markets/*'],
  canTakeBack: true,
  ...given,
});
