import type { Body } from '../../protocol/question/body.ts';
import type { Answer } from '../../protocol/question/question.ts';
import type { Span } from '../../protocol/question/span.ts';
import { answerClass } from '../answer-class.ts';

const whole = 1_000_000;

/**
 * How far the labels of one task are apart: of two of them, drawn by chance, how much differs on average, in parts per million. Of
 * several questions the one where they differ most. Answers of a choice differ or do not, as in alpha, whose observed part this is
 * (K. Krippendorff, 2011); of two answers with passages, so much differs as of the letters that at least one of them marks, per
 * class, only one does (P. Jaccard, 1901, over all pairs together). An abstention and an answer differ wholly.
 *
 * @param bodies of at least two labels; with fewer there is nothing to differ
 */
export function disagreement(bodies: readonly Body[]): number {
  const byQuestion = new Map<string, Answer[]>();
  for (const body of bodies)
    for (const [id, answer] of Object.entries(body)) {
      const answers = byQuestion.get(id);
      if (answers === undefined) byQuestion.set(id, [answer]);
      else answers.push(answer);
    }
  let most = 0;
  for (const answers of byQuestion.values()) most = Math.max(most, ofAnswers(answers));
  return most;
}

/**
 * What contested tasks are ranked by, in parts per million: how far their labels would be apart if there were one more that differs
 * from none. So two against three come before one against one, of which little is known yet.
 */
export const contested = (disagreement: number, labels: number): number =>
  labels < 2 ? 0 : Math.floor((disagreement * (labels - 1)) / (labels + 1));

const pairs = (count: number): number => (count * (count - 1)) / 2;

function ofAnswers(answers: readonly Answer[]): number {
  if (answers.length < 2) return 0;
  const marked: (readonly Span[])[] = [];
  const counts = new Map<string, number>();
  for (const answer of answers) {
    if (answer.kind === 'span') marked.push(answer.spans);
    const name = answer.kind === 'span' ? answer.kind : answerClass(answer);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = pairs(answers.length);
  let alike = 0;
  for (const count of counts.values()) alike += pairs(count);
  return Math.floor((whole * (all - alike + pairs(marked.length) * ofPassages(marked))) / all);
}

/** Between 0 and 1. One pass over the borders: up to a hundred labels may have two hundred passages each. */
function ofPassages(marked: readonly (readonly Span[])[]): number {
  let [once, any] = [0, 0];
  for (const spans of Map.groupBy(marked.flat(), (span) => span.class).values()) {
    const steps = new Map<number, number>();
    const step = (at: number, by: number) => steps.set(at, (steps.get(at) ?? 0) + by);
    for (const { start, end } of spans) {
      step(start, 1);
      step(end, -1);
    }
    let [votes, from] = [0, 0];
    for (const [at, by] of [...steps].sort(([a], [b]) => a - b)) {
      const apart = votes * (marked.length - votes);
      once += (at - from) * apart;
      any += (at - from) * (apart + pairs(votes));
      votes += by;
      from = at;
    }
  }
  return any === 0 ? 0 : once / any;
}
