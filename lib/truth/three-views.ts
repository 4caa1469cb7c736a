import type { Body } from '../protocol/question/body.ts';
import type { Answer, Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { answerClass } from './answer-class.ts';
import { readLabels } from './given.ts';
import { judge } from './judge/judge.ts';
import type { Inferred, TruthMethod, Vote } from './truth.ts';

/**
 * Every question by the judge of three views: its classes are its options and whatever else was answered. Of equally likely
 * answers the first by its class's name is the truth.
 *
 * @param golds the known answers to tasks, by ref
 */
export const threeViews =
  (golds: ReadonlyMap<Hex, Body>): TruthMethod =>
  (questions, votes) => {
    const inferred = new Map<Hex, Inferred>();
    for (const { ref } of votes) inferred.set(ref, { truth: {}, posterior: {} });
    for (const question of questions)
      for (const [ref, answer, ppm] of judgeQuestion(question, votes, golds)) {
        const of = inferred.get(ref)!;
        of.truth[question.id] = answer;
        of.posterior[question.id] = ppm;
      }
    return inferred;
  };

function judgeQuestion(
  question: Question,
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
): [ref: Hex, truth: Answer, ppm: number][] {
  const said = (body: Body) => (Object.hasOwn(body, question.id) ? body[question.id] : undefined);
  const answers = new Map<string, Answer>(optionsOf(question).map((answer) => [answerClass(answer), answer]));
  for (const body of [...votes.map((vote) => vote.body), ...golds.values()]) {
    const answer = said(body);
    if (answer !== undefined) answers.set(answerClass(answer), answer);
  }
  const names = [...answers.keys()].sort();
  const rank = new Map(names.map((name, at) => [name, at]));
  const classOf = (body: Body) => {
    const answer = said(body);
    return answer === undefined ? -1 : rank.get(answerClass(answer))!;
  };
  const labels = votes.map(({ ref, key, body }) => ({ task: ref, worker: key, label: classOf(body) }));
  const known = new Map([...golds].map(([ref, body]) => [ref, classOf(body)]));
  const { sheet, golds: numbered, tasks } = readLabels(labels, { classes: names.length, golds: known });
  const { truth, ppm } = judge(sheet, numbered);
  return tasks.sorted.map((ref, at) => {
    const found = truth[at]!;
    return [ref, answers.get(names[found]!)!, ppm[at * names.length + found]!];
  });
}

const optionsOf = (question: Question): Answer[] =>
  question.kind === 'choice' ? question.options.map(({ id }) => ({ kind: 'choice', chosen: [id] })) : [];
