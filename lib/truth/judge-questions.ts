import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { judgeChoice } from './kinds/choice.ts';
import type { JudgedQuestion } from './kinds/judged-question.ts';
import { judgeSpan } from './kinds/span.ts';
import type { Inferred, Judged, Vote } from './truth.ts';

/** What labels say of their tasks, and, when it is asked for, of each other too. */
export interface JudgedTasks extends Pick<Judged, 'tasks'> {
  whole(): Judged;
}

/**
 * Judges every question by its kind. Deterministic: the same votes in any order give the same integers, so that anybody
 * recomputes a settlement (P11).
 *
 * @param golds the truth of tasks to which the relay was committed, by ref
 * @param givenGolds what the requester says of tasks, by ref: they have no say in any truth
 */
export function judgeTasks(
  questions: readonly Question[],
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body> = new Map(),
): JudgedTasks {
  const tasks = new Map<Hex, Inferred>(votes.map(({ ref }) => [ref, { truth: {}, posterior: {} }]));
  const judged = questions.map((question) => judgeQuestion(question, votes, golds, givenGolds));
  for (const [at, { found }] of judged.entries())
    for (const [ref, [answer, ppm]] of found) {
      const of = tasks.get(ref)!;
      of.truth[questions[at]!.id] = answer;
      of.posterior[questions[at]!.id] = ppm;
    }
  return { tasks, whole: () => ({ tasks, ...labelsOf(votes, judged) }) };
}

/** The same with all that is said of labels. */
export const judgeQuestions = (...given: Parameters<typeof judgeTasks>): Judged =>
  judgeTasks(...given).whole();

/** Over all questions: scores are means, rounded down, and weights add up. */
function labelsOf(votes: readonly Vote[], questions: readonly JudgedQuestion[]): Omit<Judged, 'tasks'> {
  const judged = questions.map(({ ofLabels }) => ofLabels());
  const of: Omit<Judged, 'tasks'> = { scores: new Map(), given: new Map(), weights: new Map() };
  for (const [at, vote] of votes.entries()) {
    let [sum, byGiven, count, weight] = [0, 0, 0, 0];
    let isGiven = false;
    for (const { scores, given, weights } of judged) {
      weight += weights[at]!;
      const ppm = scores[at]!;
      if (Number.isNaN(ppm)) continue;
      const other = given[at]!;
      isGiven ||= !Number.isNaN(other);
      sum += ppm;
      byGiven += Number.isNaN(other) ? ppm : other;
      count += 1;
    }
    if (count > 0) of.scores.set(vote, Math.floor(sum / count));
    if (isGiven) of.given.set(vote, Math.floor(byGiven / count));
    if (weight > 0) of.weights.set(vote, weight);
  }
  return of;
}

function judgeQuestion(
  question: Question,
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
  givenGolds: ReadonlyMap<Hex, Body>,
): JudgedQuestion {
  switch (question.kind) {
    case 'choice':
      return judgeChoice(question, votes, golds, givenGolds);
    case 'span':
      return judgeSpan(question, votes, golds);
  }
}
