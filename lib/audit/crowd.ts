import type { LabelRow } from '../protocol/ledger/statement.ts';
import type { Answer } from '../protocol/question/question.ts';
import type { Span, SpanAnswer } from '../protocol/question/span.ts';
import { answerClass } from '../truth/answer-class.ts';
import { isMissed, judgedOf, nameOf } from './settlement/history.ts';

/** What others said about a label's task, as its settlement opened their answers. */
export interface Crowd {
  /** Labels of others. */
  others: number;
  questions: Record<string, CrowdSaid>;
}

/**
 * Answers with the number of others who gave them, most frequent first. Where the own label marks passages: how many it marks,
 * how many of these at least half of the others marked, and how many others marked any.
 */
export type CrowdSaid =
  | { kind: 'answers'; answers: { answer: Answer; labels: number }[] }
  | { kind: 'passages'; own: number; shared: number; marked: number };

/** Of many answers the most frequent are kept. */
const most = 8;

/**
 * @param rows of its task, in the campaign's file of the epoch that judged the label
 * @param own its row there
 * @returns undefined where that does not open its answers
 */
export function crowdOf(rows: readonly LabelRow[], own: LabelRow): Crowd | undefined {
  const body = judgedOf(own)?.opened?.body;
  if (body === undefined || isMissed(own)) return undefined;
  const others = rows
    .filter((row) => nameOf(row) !== nameOf(own) && !isMissed(row))
    .map((row) => judgedOf(row)?.opened?.body)
    .filter((other) => other !== undefined);
  const questions = Object.entries(body).map(([id, mine]) => {
    const said = others.flatMap((other) => (Object.hasOwn(other, id) ? (other[id] ?? []) : []));
    return [id, mine.kind === 'span' ? passages(mine, said) : answersOf(said)] as const;
  });
  return { others: others.length, questions: Object.fromEntries(questions) };
}

function answersOf(said: readonly Answer[]): CrowdSaid {
  const alike = [...Map.groupBy(said, answerClass).values()].sort((a, b) => b.length - a.length);
  const answers = alike.map((some) => ({ answer: some[0]!, labels: some.length }));
  return { kind: 'answers', answers: answers.slice(0, most) };
}

function passages({ spans }: SpanAnswer, said: readonly Answer[]): CrowdSaid {
  const marks = said.flatMap((answer) =>
    answer.kind === 'span' && answer.spans.length > 0 ? [answer.spans] : [],
  );
  const isShared = (mine: Span) => 2 * marks.filter((theirs) => isMarked(mine, theirs)).length >= said.length;
  const shared = said.length === 0 ? 0 : spans.filter(isShared).length;
  return { kind: 'passages', own: spans.length, shared, marked: marks.length };
}

/** Whether at least half of its letters are. Spans of one class never share text. */
function isMarked(mine: Span, theirs: readonly Span[]): boolean {
  const letters = theirs
    .filter((one) => one.class === mine.class)
    .reduce(
      (sum, { start, end }) => sum + Math.max(0, Math.min(end, mine.end) - Math.max(start, mine.start)),
      0,
    );
  return 2 * letters >= mine.end - mine.start;
}
