import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { everyTask, lotOf, wins } from '../../../lib/protocol/signed/lottery.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { fillingOf, type Lottery, nextLottery } from '../../../lib/truth/lottery.ts';
import { settleTasks } from '../../../lib/truth/settle-tasks.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import type { ReadLabel } from '../../../relay/ingest/label-text.ts';
import { TaskStates } from '../../../relay/ingest/tasks.ts';
import { judge } from '../../../relay/ingest/verdicts.ts';
import { loadKeccak } from '../../../relay/keccak.ts';
import { article, atSeconds, hexOf, sampleTerms } from '../../unit/queue/sample.ts';

/** In minutes; an epoch is an hour. Labels that wait as long as is promised are settled as they are. */
const [hour, day, promised, longest] = [60, 1440, 2880, 14 * 1440];
const accuracy = 0.85;
const never = Number.POSITIVE_INFINITY;
const keccak = await loadKeccak();

export interface ListPlan {
  people: number;
  pages: number;
  /** Whether all come in the same hour of each day, or everybody in an hour of their own. */
  together: boolean;
  /** Minutes after which somebody who labels reads the catalogue again. */
  reads: number;
  /** Whether a label in vain lets it be read at once. */
  learns: boolean;
  draw: () => number;
}

export interface ListOutcome {
  sent: number;
  /** Refused because their task takes no more. */
  inVain: number;
}

interface Task {
  label: ReadLabel;
  truth: boolean;
  /** Of every person. */
  lots: Uint32Array;
  votes: Vote[];
  /** The minute of the first label, and the one in which it began to take no more. */
  since: number;
  closed: number;
  isSettled: boolean;
}

/**
 * A fixed list of pages that people label for an hour a day, a label a minute, of what their device offers them: by the
 * lottery and the closed tasks of the catalogue as it was last read. What they send meets the rules of ingest itself.
 */
export function runList({ people, pages, together, reads, learns, draw }: ListPlan): ListOutcome {
  const addresses = Array.from({ length: pages }, (_, n) => article(n));
  const terms = sampleTerms({
    universe: { kind: 'list', addresses },
    policy: {
      redundancy: { min: 3, max: 5 },
      stopConfidence: 900_000,
      hold: { scored: 0, golds: 0 },
      pay: 'better-than-guess',
    },
  });
  const { policy, questions } = terms;
  const persons = Array.from({ length: people }, (_, n) => ({
    account: `0x${(n + 1).toString(16).padStart(40, '0')}` as Hex,
    comes: together ? 0 : Math.floor(draw() * day),
    readAt: -never,
    share: everyTask,
    done: new Set<Task>(),
  }));
  const tasks = addresses.map((address): Task => {
    const target = pageTargetOf(address);
    const task = taskId(hexOf(1, 32), target);
    const places = { said: null, address: null, start: 0, saidEnd: 0, frontEnd: 0, where: 0, end: 0 };
    const lots = Uint32Array.from(persons, ({ account }) => lotOf(account, task, keccak));
    const label = { task, target, body: {}, activeMs: 0, ...places };
    return { label, truth: draw() < 0.5, lots, votes: [], since: 0, closed: never, isSettled: false };
  });
  const states = new TaskStates();
  const before: Vote[] = [];
  const outcome: ListOutcome = { sent: 0, inVain: 0 };
  let lottery: Lottery | undefined;

  for (let minute = 0; minute < longest && tasks.some(({ isSettled }) => !isSettled); minute++) {
    for (const who of persons.keys())
      if ((minute - persons[who]!.comes + day) % day < hour) visit(who, minute);
    if ((minute + 1) % hour === 0) settle(minute);
  }
  return outcome;

  function visit(who: number, minute: number): void {
    const person = persons[who]!;
    if (minute >= person.readAt + reads) {
      person.readAt = minute;
      person.share = lottery?.share ?? everyTask;
    }
    const { readAt, share, done } = person;
    const offered = tasks.filter(
      (task) =>
        task.closed >= readAt && !done.has(task) && (share >= everyTask || wins(task.lots[who]!, share)),
    );
    const task = offered[Math.floor(draw() * offered.length)];
    if (task === undefined) return;
    done.add(task);
    outcome.sent += 1;
    if (isTaken(task, person.account, minute)) return;
    outcome.inVain += 1;
    if (learns) person.readAt = -never;
  }

  function isTaken(task: Task, account: Hex, minute: number): boolean {
    const chosen = draw() < accuracy === task.truth ? 'up' : 'down';
    const body: Body = { tone: { kind: 'choice', chosen: [chosen] } };
    const { refused, filling } = judge([{ ...task.label, body }], [true], {
      account,
      accounts: [account],
      batchHash: hexOf(2, 32),
      terms,
      price: BigInt(terms.price),
      free: 10n ** 18n,
      appealReserve: 0n,
      lotteryTaken: lottery?.taken ?? everyTask,
      newcomer: null,
      now: atSeconds + minute * 60,
      tasks: states,
      keccak,
    });
    const code = refused[0]?.[1];
    if (code === 'task-full') return false;
    if (code !== undefined) throw new Error(`a label is refused as ${code}`);
    if (task.votes.length === 0) task.since = minute;
    task.votes.push({ ref: task.label.task, key: account, body });
    if (filling.length > 0) task.closed = minute;
    return true;
  }

  function settle(minute: number): void {
    const open = tasks.filter(({ votes, isSettled }) => votes.length > 0 && !isSettled);
    const waiting = new Map(
      open.map(({ label: { task }, votes, since }) => {
        const must = votes.length >= policy.redundancy.max || minute >= since + promised;
        return [task, { votes, must }];
      }),
    );
    const judged = settleTasks({ questions, policy, before, golds: new Map() }, waiting);
    const settled = open.filter(({ label }) => judged.tasks.has(label.task));
    for (const task of settled) {
      task.isSettled = true;
      task.closed = Math.min(task.closed, minute);
      states.of(task.label.task).isClosed = true;
      before.push(...task.votes);
    }
    const keys = before.map(({ key }) => key);
    const labels = settled.map(({ votes }) => votes.length);
    lottery = nextLottery(policy, lottery, fillingOf(policy, keys, labels), atSeconds + minute * 60);
  }
}
