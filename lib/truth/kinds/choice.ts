import type { Body } from '../../protocol/question/body.ts';
import type { ChoiceQuestion } from '../../protocol/question/choice.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { answerClass, isAbstention } from '../answer-class.ts';
import { classesOf } from '../classes.ts';
import { readLabels } from '../given.ts';
import { judge } from '../judge/judge.ts';
import { peerScores } from '../judge/peer-scores.ts';
import { weightsOf } from '../judge/weights.ts';
import type { Vote } from '../truth.ts';
import {
  certain,
  dividedBy,
  type JudgedLabels,
  type JudgedQuestion,
  nothingJudged,
  said,
} from './judged-question.ts';

/** Labels on a gold are a task of their own: those before them made its truth, and are no proof of it. */
const taskOf = ({ ref, onGold }: Vote) => (onGold === true ? `${ref}+` : ref);

/**
 * A requester's gold is dropped when labelers are so sure of another answer, in parts per million: three who agree are. It is
 * the same whatever the terms say, so that no terms make false golds count.
 */
const contested = 800_000;

/**
 * A choice by the judge of three views: its classes are its options and whatever else was answered. Of equally likely
 * answers the first by its class's name is the truth. The requester's golds have no say in it.
 */
export function judgeChoice(
  question: ChoiceQuestion,
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body>,
): JudgedQuestion {
  const { names, answers } = classesOf(question, [...votes.map(({ body }) => body), ...golds.values()]);
  const rank = new Map(names.map((name, at) => [name, at]));
  const classOf = (body: Body) => {
    const answer = said(body, question);
    return answer === undefined ? -1 : (rank.get(answerClass(answer)) ?? -1);
  };
  const labels = votes.map((vote) => ({ task: taskOf(vote), worker: vote.key, label: classOf(vote.body) }));
  const known = new Map([...golds].map(([ref, body]) => [`${ref}+`, classOf(body)]));
  const read = readLabels<string, Hex>(labels, { classes: names.length, golds: known });
  const { truth, ppm, learned } = judge(read.sheet, read.golds);
  const found: JudgedQuestion['found'] = new Map();
  for (const { ref } of votes) {
    const answer = golds.has(ref) ? said(golds.get(ref)!, question) : undefined;
    const at = read.tasks.rank.get(ref);
    if (answer !== undefined) found.set(ref, [answer, certain]);
    else if (at !== undefined)
      found.set(ref, [answers.get(names[truth[at]!]!)!, ppm[at * names.length + truth[at]!]!]);
  }
  const ofLabels = (): JudgedLabels => {
    const places = placesOf(votes, read);
    const peers = peerScores(read.sheet, read.golds, learned);
    const { scores, given, weights } = nothingJudged(votes.length);
    for (const [at, vote] of votes.entries()) {
      const place = places[at]!;
      if (peers.scored[place] !== 1) continue;
      scores[at] = peers.ppm[place]!;
      const answer = vote.onGold === true ? undefined : givenGolds.get(vote.ref)?.[question.id];
      if (answer === undefined) continue;
      const [of, ppm] = found.get(vote.ref) ?? [answer, 0];
      if (answerClass(of) !== answerClass(answer) && ppm >= contested) continue;
      given[at] = peers.against(place, rank.get(answerClass(answer)) ?? -1);
    }
    const right = truth.slice();
    for (const [ref, [answer]] of found) {
      const [task, known] = [read.tasks.rank.get(ref), rank.get(answerClass(answer))];
      if (task !== undefined && known !== undefined) right[task] = known;
    }
    const worth = weightsOf(read.sheet, { truth: right, learned });
    for (const some of voicesOf(votes, places, question)) {
      const answer = found.get(votes[some[0]!]!.ref)?.[0];
      if (answer === undefined || isAbstention(answer)) continue;
      const shares = dividedBy(some.map((at) => worth[places[at]!]!));
      for (const [n, at] of some.entries()) weights[at] = shares[n]!;
    }
    return { scores, given, weights };
  };
  return { found, ofLabels };
}

/** More than there are votes, so that a place and a vote are one whole number. */
const manyVotes = 33_554_432;

/**
 * Of every task the votes that answer it and are no proof of a gold, in the sheet's order, which is the same in whatever
 * order the votes came.
 */
function* voicesOf(
  votes: readonly Vote[],
  places: Int32Array,
  question: ChoiceQuestion,
): Generator<readonly number[]> {
  const isVoice = ({ body, onGold }: Vote, at: number) =>
    places[at]! >= 0 && onGold !== true && isGiven(body, question);
  const keys: number[] = [];
  for (const [at, vote] of votes.entries()) if (isVoice(vote, at)) keys.push(places[at]! * manyVotes + at);
  let some: number[] = [];
  for (const key of Float64Array.from(keys).sort()) {
    const at = key % manyVotes;
    if (some.length > 0 && votes[some[0]!]!.ref !== votes[at]!.ref) {
      yield some;
      some = [];
    }
    some.push(at);
  }
  if (some.length > 0) yield some;
}

const isGiven = (body: Body, question: ChoiceQuestion) => {
  const answer = said(body, question);
  return answer !== undefined && !isAbstention(answer);
};

/** Where each vote stands in the judge's sheet; -1 for one that the judge does not read. */
function placesOf(
  votes: readonly Vote[],
  { sheet, tasks, accounts }: ReturnType<typeof readLabels<string, Hex>>,
): Int32Array {
  const places = new Int32Array(votes.length).fill(-1);
  for (const [n, vote] of votes.entries()) {
    const task = tasks.rank.get(taskOf(vote));
    const account = accounts.rank.get(vote.key);
    if (task === undefined) continue;
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++)
      if (sheet.account[at] === account) places[n] = at;
  }
  return places;
}
