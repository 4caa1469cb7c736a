import type { Body } from '../../protocol/question/body.ts';
import type { Answer } from '../../protocol/question/question.ts';
import type { SpanQuestion } from '../../protocol/question/span.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { answerClass, isAbstention } from '../answer-class.ts';
import type { Vote } from '../truth.ts';
import { likeness, marked } from './atoms.ts';
import { certain, dividedBy, type JudgedQuestion, nothingJudged, said } from './judged-question.ts';

/** The abstention that most gave, of equals the first by name, and how many did. */
function abstention(answers: readonly Answer[]): { truth: Answer; votes: number } | undefined {
  const counts = new Map<string, { truth: Answer; votes: number }>();
  for (const truth of answers.filter(isAbstention)) {
    const name = answerClass(truth);
    counts.set(name, { truth, votes: (counts.get(name)?.votes ?? 0) + 1 });
  }
  const sorted = [...counts].sort(([a, one], [b, other]) => other.votes - one.votes || (a < b ? -1 : 1));
  return sorted[0]?.[1];
}

/**
 * What answers to one task come to: by atoms, of those who marked anything or said that there is nothing. Where more labels
 * abstain in one way than answer, that is the truth. How sure it is: the share of labels times letters that agree with it.
 *
 * @param labels of the task, those without an answer to this question too
 * @returns undefined without an answer
 */
export function settleSpan(
  question: SpanQuestion,
  answers: readonly Answer[],
  labels: number,
): [truth: Answer, ppm: number] | undefined {
  const given = answers.flatMap((answer) => (answer.kind === 'span' ? [answer.spans] : []));
  const abstained = abstention(answers);
  const share = (votes: number) => Math.floor((votes * certain) / labels);
  if (abstained !== undefined && abstained.votes > given.length)
    return [abstained.truth, share(abstained.votes)];
  if (given.length === 0) return undefined;
  const { spans, letters, agreeing } = marked(question, given);
  const ppm =
    letters === 0
      ? share(given.length)
      : Math.floor((agreeing * given.length * certain) / (letters * labels));
  return [{ kind: 'span', spans }, ppm];
}

/**
 * Of an answer against what others say, in parts per million. A guess at passages marks none of theirs, so likeness alone
 * is how much better it is.
 */
function score(question: SpanQuestion, answer: Answer, truth: Answer): number {
  if (answer.kind !== 'span' || truth.kind !== 'span')
    return answerClass(answer) === answerClass(truth) ? certain : 0;
  const [of, all] = likeness(question, answer.spans, truth.spans);
  return Math.floor((of * certain) / all);
}

/** Passages by atoms, task by task; labels by their likeness to the truth of the others, or to a gold's. */
export function judgeSpan(
  question: SpanQuestion,
  votes: readonly Vote[],
  golds: ReadonlyMap<Hex, Body>,
): JudgedQuestion {
  const found: JudgedQuestion['found'] = new Map();
  const judged = nothingJudged(votes.length);
  for (const [ref, ofTask] of Map.groupBy(votes.keys(), (at) => votes[at]!.ref)) {
    const own = ofTask.filter((at) => votes[at]!.onGold !== true);
    const settle = (among: readonly number[]) =>
      settleSpan(
        question,
        among.flatMap((at) => said(votes[at]!.body, question) ?? []),
        among.length,
      );
    const body = golds.get(ref);
    const gold = body && said(body, question);
    const truth: [Answer, number] | undefined = gold === undefined ? settle(own) : [gold, certain];
    if (truth !== undefined) {
      found.set(ref, truth);
      weigh(question, votes, own, truth[0], judged.weights);
    }
    for (const at of ofTask) {
      const answer = said(votes[at]!.body, question);
      const others = own.filter((one) => one !== at);
      const onGold = votes[at]!.onGold === true;
      const measure = onGold ? gold : others.length < 2 ? undefined : settle(others)?.[0];
      if (answer !== undefined && measure !== undefined) judged.scores[at] = score(question, answer, measure);
    }
  }
  return { found, ofLabels: () => judged };
}

/**
 * Accounts have no record with passages: a label says as much for the truth as it is like it.
 * @param own places of a task's votes
 */
function weigh(
  question: SpanQuestion,
  votes: readonly Vote[],
  own: readonly number[],
  truth: Answer,
  weights: Float64Array,
): void {
  if (truth.kind !== 'span') return;
  const sorted = own.toSorted((a, b) => (votes[a]!.key < votes[b]!.key ? -1 : 1));
  const likenesses = sorted.map((at) => {
    const answer = said(votes[at]!.body, question);
    return answer?.kind === 'span' ? score(question, answer, truth) : 0;
  });
  for (const [n, share] of dividedBy(likenesses).entries()) weights[sorted[n]!] = share;
}
