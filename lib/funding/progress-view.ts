import type { Progress } from '../protocol/api/progress.ts';
import type { Token } from '../protocol/api/relay.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { moneyOf } from '../queue/offers.ts';
import type { OrderRecord, ProgressSample } from '../storage/records.ts';
import type { ProgressView } from '../view/console.ts';
import type { TaskListsView } from '../view/tasks.ts';
import { changeOrder, orderOf } from './change-order.ts';
import { asRequester } from './requester-session.ts';
import { type Requesting, relayNamed } from './requesting.ts';
import { taskListsView } from './task-views.ts';

const mostSamples = 200;

/** Every second of the older half goes when there are too many: the shape stays, and the newest are whole. */
const thinned = (samples: ProgressSample[]): ProgressSample[] =>
  samples.length <= mostSamples
    ? samples
    : samples.filter((_, index) => index >= mostSamples / 2 || index % 2 === 0);

function sampled(samples: ProgressSample[], { labels, money }: Progress, at: number): ProgressSample[] {
  const last = samples.at(-1);
  if (last?.received === labels.received && last.released === money.released) return samples;
  return thinned([...samples, { at, received: labels.received, released: money.released }]);
}

function questionViews({ terms }: OrderRecord, { questions }: Progress): ProgressView['questions'] {
  return questions.map(({ id, answers, agreement }) => {
    const asked = terms.questions.find((question) => question.id === id);
    const named = asked === undefined ? [] : asked.kind === 'choice' ? asked.options : asked.classes;
    const wordsFor = (option: string) => named.find((one) => one.id === option)?.label;
    return {
      id,
      ask: asked?.ask ?? id,
      answers: answers.map(({ kind, option, labels, tasks }) => ({
        kind,
        option: option === undefined ? null : (wordsFor(option) ?? option),
        labels,
        tasks,
      })),
      agreement,
    };
  });
}

function viewOf(
  order: OrderRecord,
  progress: Progress,
  tasksOfNote: TaskListsView,
  tokens: readonly Token[],
): ProgressView {
  const { token, released, reserved, free, remaining } = progress.money;
  const money = (units: string) => moneyOf(units, token, tokens);
  return {
    state: progress.state,
    countedAt: progress.countedAt * 1000,
    labels: progress.labels,
    tasks: progress.tasks,
    money: {
      released: money(released),
      reserved: money(reserved),
      free: money(free),
      remaining: money(remaining),
    },
    dataset: progress.dataset ?? null,
    questions: questionViews(order, progress),
    samples: order.samples,
    tasksOfNote,
  };
}

/** How a campaign stands, asked of its relay; what changed since the last look is kept for the curve. */
export async function progressView(requesting: Requesting, campaign: Hex): Promise<ProgressView> {
  const db = await requesting.store.open();
  const order = await orderOf(db, campaign);
  const relay = await relayNamed(requesting, order.relay);
  const progress = await asRequester(requesting, relay, (token) =>
    requesting.client(relay.url).ask('progress', { token, path: { campaign } }),
  );
  const tasksOfNote = await taskListsView(requesting, relay, campaign);
  const kept = await changeOrder(db, campaign, ({ samples }) => ({
    samples: sampled(samples, progress, requesting.now()),
  }));
  return viewOf(kept, progress, tasksOfNote, relay.info.tokens);
}
