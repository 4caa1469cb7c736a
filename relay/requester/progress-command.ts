import type { Progress } from '../../lib/protocol/api/progress.ts';
import type { RelayInfo } from '../../lib/protocol/api/relay.ts';
import type { TaskLists } from '../../lib/protocol/api/tasks.ts';
import type { Asked } from './asked.ts';
import { type Money, moneyOf } from './money.ts';
import { type OwnCampaign, signedIn } from './own-campaign.ts';
import type { Refusal } from './refusal.ts';
import { RelayRefusal, Unreachable } from './relay-door.ts';
import { bar } from './terminal.ts';

const pauseMs = 5000;

/** `campaign progress FILE`. Who watches goes on watching when a relay is gone for a while, or the session is over. */
export async function showProgress(asked: Asked): Promise<void> {
  const { values, terminal, sleep } = asked;
  let own: OwnCampaign | undefined = await signedIn(asked);
  const { tokens } = await own.relay.ask('relay');
  for (let shown = false; ; shown = true) {
    try {
      own ??= await signedIn(asked);
      const lines = await look(own, values.json ? undefined : tokens);
      terminal.out([...(shown ? [''] : []), ...lines].join('\n'));
    } catch (error) {
      if (!shown || !isPassing(error)) throw error;
      own = undefined;
      terminal.err(`${error.message} Looking again.`);
    }
    if (!values.watch) return;
    await sleep(pauseMs);
  }
}

const isPassing = (error: unknown): error is Refusal =>
  error instanceof Unreachable ||
  (error instanceof RelayRefusal && (error.retry || error.code === 'unauthorized'));

/** @param tokens of the relay; undefined for a line of JSON */
async function look(
  { relay, token, campaign }: OwnCampaign,
  tokens: RelayInfo['tokens'] | undefined,
): Promise<string[]> {
  const progress = await relay.ask('progress', { token, path: { campaign } });
  const tasks = await relay.ask('taskLists', { token, path: { campaign } }).catch(noneWithoutRoute);
  if (tokens === undefined)
    return [JSON.stringify({ ...progress, slowest: tasks?.slowest, contested: tasks?.contested })];
  const money = moneyOf({ tokens }, progress.money.token);
  return [...linesOf(progress, money), ...(tasks ? tasksOf(tasks) : [])];
}

/** A relay of before there were such lists says that there is nothing: the rest is shown, and of them is said nothing. */
function noneWithoutRoute(error: unknown): undefined {
  if (error instanceof RelayRefusal && error.code === 'not-found') return undefined;
  throw error;
}

type Listed = TaskLists['slowest' | 'contested'][number];

/** The tasks that are worth a look, with their pages. */
function tasksOf({ slowest, contested }: TaskLists): string[] {
  const lineOf = (figure: string, { address, quote, labels, settled }: Listed) =>
    `  ${figure.padStart(6)} of ${labels} labels${settled ? '' : ', not settled'}: ${address}${quote === undefined ? '' : ` “${quote.replace(/\s+/g, ' ')}”`}`;
  return [
    ...(slowest.length === 0 ? [] : ['slowest tasks, by the median of their labels’ times']),
    ...slowest.map((task) => lineOf(`≤${task.medianMs / 1000} s`, task)),
    ...(contested.length === 0 ? [] : ['most contested tasks, by how much of two labels differs on average']),
    ...contested.map((task) => lineOf(`${Math.round(task.apart / 10_000)} %`, task)),
  ];
}

const percent = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

function linesOf(
  { campaign, state, epoch, labels, tasks, money, dataset, questions }: Progress,
  shown: Money,
): string[] {
  const { received, refused, paid, rejected } = labels;
  const settled = paid + rejected;
  const show = (amount: string) => shown.show(BigInt(amount));
  return [
    `${campaign} is ${state}; epoch ${epoch} is active`,
    `labels   ${bar(percent(settled, received))} settled: ${paid} paid, ${rejected} rejected of ${received} received; ${refused} refused`,
    `tasks    ${bar(percent(tasks.settled, tasks.settled + tasks.open))} settled: ${tasks.settled}; ${tasks.open} open`,
    `money    ${show(money.deposited)} deposited, ${show(money.released)} paid out, ${show(money.reserved)} promised, ${show(money.free)} free`,
    ...(dataset === undefined
      ? []
      : [
          `dataset  ${dataset.contentHash}: of each licence ${dataset.labelersShare / 100} % is the labelers’, by ${dataset.owners} weights that sum to ${dataset.total}`,
        ]),
    ...questions.flatMap(({ id, answers, agreement }) => {
      const all = answers.reduce((sum, answer) => sum + answer.labels, 0);
      const agreed =
        agreement === null
          ? ''
          : `, agreement (alpha) ${agreement.alpha.toFixed(2)}, 95 % between ${agreement.low.toFixed(2)} and ${agreement.high.toFixed(2)} over ${agreement.tasks} tasks`;
      return [
        `${id}${agreed}`,
        ...answers
          .toSorted((a, b) => b.labels - a.labels)
          .map(
            (answer) =>
              `  ${bar(percent(answer.labels, all))} ${answer.option ?? answer.kind}: ${answer.labels} labels, ${answer.tasks} tasks`,
          ),
      ];
    }),
  ];
}
