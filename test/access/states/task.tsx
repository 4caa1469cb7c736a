import { passagesOf } from '../../../components/task/said.ts';
import { type Here, TaskCard } from '../../../components/task/task-card.tsx';
import type { LabeledTask } from '../../../lib/view/tasks.ts';
import { answered, clauses, marked, mood, passage } from '../../unit/components/task/samples.ts';
import { standings } from '../passages.ts';
import type { State } from '../state.ts';

const state = (name: string, task: LabeledTask, here: Partial<Here> = {}): State => ({
  name: `task: ${name}`,
  frame: 'task',
  show: () => (
    <TaskCard
      task={task}
      here={{ standings: new Map(), elementGone: false, elsewhere: false, ...here }}
      onShow={() => {}}
      onClose={() => {}}
    />
  ),
});

const contract = marked(
  [
    [
      passage('duty', 10, 'shall pay the rent on the first of each month'),
      passage('right', 80, 'may keep a cat'),
    ],
    [passage('duty', 10, 'shall pay the rent'), passage('right', 80, 'may keep a cat')],
    [passage('duty', 90, 'has to leave within thirty days')],
  ],
  {
    truth: {
      body: {
        clauses: {
          kind: 'span',
          spans: [passage('right', 80, 'may keep a cat')[0], { class: 'duty', start: 9, end: 30 }],
        },
      },
      posterior: { clauses: 810_000 },
    },
  },
);
const keys = passagesOf(clauses, contract).flatMap(({ key, place }) => (place === undefined ? [] : [key]));
const element = {
  unit: 'element',
  unitKey: 'a1',
  address: contract.address,
  quote: 'The bank raises rates',
} as const;

export const states: readonly State[] = [
  state('one label', answered([mood('up')])),
  state('labels that differ', answered([mood('up'), mood('up'), mood('down'), { kind: 'unsure' }])),
  state(
    'settled, with words of labelers',
    answered([], {
      received: 5,
      labels: answered([mood('up'), mood('down')]).labels.map((label) => ({
        ...label,
        confidence: 80,
        rationale: 'It says so <b>twice</b>',
      })),
      truth: { body: { mood: mood('up') }, posterior: { mood: 930_000 } },
    }),
    { elsewhere: true },
  ),
  state('passages in every standing', contract, {
    standings: new Map(keys.map((key, at) => [key, standings[at % standings.length] ?? 'placed'])),
  }),
  state(
    'an element that is gone',
    {
      ...answered([]),
      received: 1,
      labels: answered([mood('flat')]).labels.map((label) => ({ ...label, target: element })),
    },
    { elementGone: true },
  ),
];
