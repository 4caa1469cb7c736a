import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { everyTask, lotOf, wins } from '../../../lib/protocol/signed/lottery.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { chooseGolds } from '../../../lib/truth/choose-golds.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import { fillingOf, type Lottery, nextLottery } from '../../../lib/truth/lottery.ts';
import { paymentOf, standingOf } from '../../../lib/truth/pay/pay.ts';
import type { Score } from '../../../lib/truth/pay/quality.ts';
import { settleTasks, type Waiting } from '../../../lib/truth/settle-tasks.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import { loadKeccak } from '../../../relay/keccak.ts';
import { makeAppeals, type Rejected } from './appeals.ts';
import { classes, drawTruth, type Person } from './people.ts';

export const price = 1_000_000n;
const ids = ['a', 'b', 'c'].slice(0, classes);
const options = ids.map((id) => ({ id, label: id }));
const questions: Question[] = [{ kind: 'choice', id: 'q', ask: '?', multiple: false, options }];
const policy: Policy = {
  redundancy: { min: 3, max: 5 },
  stopConfidence: 900_000,
  hold: { scored: 30, golds: 3 },
  pay: 'better-than-guess',
};
/** So many labels come to an open task in an epoch, on average. */
const spread = 2;
/** An epoch is a day; after so many a task is settled with the labels that it has. */
const promised = 4;
const day = 86_400;
const keccak = await loadKeccak();

interface Task {
  truth: number;
  /** Of every person. */
  lots: number[];
  given: { who: number; vote: Vote; said: number; since: number }[];
}

export interface Outcome {
  /** Per person: labels, what they were paid, and how often the plain majority of the others agreed, by their labels. */
  labels: number[];
  paid: bigint[];
  agreed: number[];
  /** Of settled tasks, how many found the truth; labels a task. */
  right: number;
  perTask: number;
  golds: number;
  /** Per person: rejected labels that were appealed, and those that are paid whole by it. */
  appealed: number[];
  won: number[];
  /** Basis points of the tasks that everybody is offered at the end. */
  share: number;
}

interface Plan {
  epochs: number;
  /** Labels that everybody gives in an epoch. */
  each: number;
  /** Whether people choose among all tasks, or among those that are drawn for them. */
  lots: boolean;
  draw: () => number;
}

/** A label of a settled task that is not priced, with its score. */
interface Held {
  vote: Vote;
  ppm: number | undefined;
}

const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;

/** A campaign of patterns: people label what the relay still takes, epochs settle it, the last date pays everybody. */
export function runCampaign(people: readonly Person[], { epochs, each, lots, draw }: Plan): Outcome {
  const tasks = new Map<Hex, Task>();
  const open = new Set<Hex>();
  const before: Vote[] = [];
  const truths = new Map<Hex, Body>();
  let golds = new Map<Hex, Body>();
  const scores = people.map((): Score[] => []);
  const held = people.map((): Held[] => []);
  const appeals = makeAppeals({
    people: people.length,
    questions,
    policy,
    again,
    judge: (votes) => judgeQuestions(questions, [...before, ...votes], truths),
  });
  const outcome: Outcome = {
    labels: people.map(() => 0),
    paid: people.map(() => 0n),
    agreed: people.map(() => 0),
    right: 0,
    perTask: 0,
    golds: 0,
    appealed: appeals.appealed,
    won: appeals.won,
    share: everyTask,
  };
  let settledTasks = 0;
  let lottery: Lottery | undefined;
  const ring = [...people.keys()].filter((who) => people[who]!.gathers);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [who, person] of people.entries())
      for (const ref of taken(person, who)) give(ref, who, person, epoch);
    settle(epoch, epoch === epochs - 1);
  }
  outcome.right /= settledTasks;
  outcome.perTask /= settledTasks;
  outcome.share = lottery?.share ?? everyTask;
  return outcome;

  /** Open tasks that the person has not labeled, by chance: more than people come to in an epoch. */
  function taken(person: Person, who: number): Hex[] {
    while (open.size < (people.length * each) / spread) {
      const ref = word(tasks.size);
      tasks.set(ref, {
        truth: drawTruth(draw),
        lots: people.map((_, who) => lotOf(address(who), ref, keccak)),
        given: [],
      });
      open.add(ref);
    }
    const free = [...open].filter((ref) => {
      const { given } = tasks.get(ref)!;
      return given.length < policy.redundancy.max && given.every((one) => one.who !== who);
    });
    const offered = free.filter((ref) => isOffered(who, ref, lottery?.share));
    const weigh = new Map(offered.map((ref) => [ref, draw() - (person.gathers ? meeting(ref) : 0)]));
    return offered.sort((a, b) => weigh.get(a)! - weigh.get(b)!).slice(0, each);
  }

  function isOffered(who: number, ref: Hex, share = everyTask): boolean {
    return !lots || share >= everyTask || wins(tasks.get(ref)!.lots[who]!, share);
  }

  /**
   * How well a ring can meet on a task: where three of it can it has the say, then the more are there already, the more can
   * come. Its members know each other's lots, and take all that the relay takes.
   */
  function meeting(ref: Hex): number {
    const { given } = tasks.get(ref)!;
    const there = given.filter(({ who }) => people[who]!.gathers).length;
    const could = ring.filter((who) => isOffered(who, ref, lottery?.taken)).length;
    return (could >= 3 ? 1000 : 0) + there * 20 + could;
  }

  function give(ref: Hex, who: number, { habit }: Person, since: number): void {
    const task = tasks.get(ref)!;
    const said = habit(Number.parseInt(ref.slice(2), 16), task.truth, outcome.labels[who]!);
    const body: Body = { q: { kind: 'choice', chosen: [ids[said]!] } };
    task.given.push({ who, said, since, vote: { ref, key: address(who), body, onGold: golds.has(ref) } });
    outcome.labels[who]! += 1;
  }

  function settle(epoch: number, last: boolean): void {
    const settled: number[] = [];
    const waiting = new Map<Hex, Waiting>();
    for (const ref of open) {
      const { given } = tasks.get(ref)!;
      const due = epoch - (given[0]?.since ?? epoch) >= promised;
      const must = last || due || golds.has(ref) || given.length >= policy.redundancy.max;
      waiting.set(ref, { votes: given.map(({ vote }) => vote), must });
    }
    const counts = new Map([...waiting].map(([ref, { votes }]) => [ref, votes.length]));
    for (const [ref, truth] of golds) truths.set(ref, truth);
    outcome.golds += golds.size;
    const judged = settleTasks({ questions, policy, before, golds: truths }, waiting, (sure) =>
      chooseGolds(policy, sure, counts, draw),
    );
    const opening = golds;
    golds = new Map([...judged.deferred].map(([ref, { truth }]) => [ref, truth]));
    for (const ref of [...open]) {
      const inferred = judged.tasks.get(ref);
      if (inferred === undefined) continue;
      open.delete(ref);
      if (!opening.has(ref)) settled.push(tasks.get(ref)!.given.length);
      close(tasks.get(ref)!, inferred.truth, judged.scores);
    }
    const keys = before.map(({ key }) => key);
    lottery = nextLottery(policy, lottery, fillingOf(policy, keys, settled), (epoch + 1) * day);
    pay(last);
  }

  function close({ truth, given }: Task, found: Body, scored: ReadonlyMap<Vote, number>): void {
    const answer = found.q;
    settledTasks += 1;
    outcome.perTask += given.length;
    if (answer?.kind === 'choice' && answer.chosen[0] === ids[truth]) outcome.right += 1;
    for (const { who, said, vote } of given) {
      const others = given.filter((one) => one.who !== who).map((one) => one.said);
      const counts = ids.map((_, k) => others.filter((one) => one === k).length);
      if (others.length > 0 && counts[said] === Math.max(...counts)) outcome.agreed[who]! += 1;
      const ppm = scored.get(vote);
      if (ppm !== undefined) scores[who]!.push({ ppm, gold: vote.onGold === true });
      held[who]!.push({ vote, ppm });
      before.push(vote);
    }
  }

  function pay(due: boolean): void {
    const rejected: Rejected[] = [];
    for (const who of people.keys()) {
      const payment = paymentOf(policy, { price, due }, standingOf(policy, scores[who]!));
      if (payment.state === 'held') continue;
      if (payment.state === 'paid') outcome.paid[who]! += payment.credit * BigInt(held[who]!.length);
      else
        for (const { vote, ppm } of held[who]!)
          if (ppm !== undefined && ppm < 0) rejected.push({ who, vote });
      held[who] = [];
    }
    appeals.take(rejected);
  }

  /** Others who come to a task that was opened again, those of a ring that meets first: they are told. */
  function again(ref: Hex): Vote[] {
    const { truth, given } = tasks.get(ref)!;
    const others = [...people.keys()].filter((who) => given.every((one) => one.who !== who));
    const lot = new Map(others.map((who) => [who, draw() - (people[who]!.gathers ? 1 : 0)]));
    const come = others.sort((a, b) => lot.get(a)! - lot.get(b)!).slice(0, policy.redundancy.max);
    return come.map((who) => {
      const said = people[who]!.habit(Number.parseInt(ref.slice(2), 16), truth, outcome.labels[who]!);
      return { ref: `${ref}01`, key: address(who), body: { q: { kind: 'choice', chosen: [ids[said]!] } } };
    });
  }
}
