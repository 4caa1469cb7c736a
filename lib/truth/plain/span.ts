import type { Answer } from '../../protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../protocol/question/span.ts';
import { spanOrder } from '../../protocol/question/span-set.ts';
import { isAbstention } from '../answer-class.ts';
import { settleChoice } from './choice.ts';
import { million, type Settled } from './settled.ts';

type Letters = Pick<Span, 'start' | 'end'>;

/** A stretch of text that no border of any span divides, and how many answers mark it. */
interface Atom extends Letters {
  votes: number;
}

/** Where the spans of one class begin and end cuts the text into atoms; each answer marks one or does not. */
function atomsOf(marked: readonly (readonly Letters[])[]): Atom[] {
  const borders = [...new Set(marked.flat().flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return borders.slice(1).map((end, at) => {
    const start = borders[at]!;
    const marks = (spans: readonly Letters[]) => spans.some((one) => one.start <= start && end <= one.end);
    return { start, end, votes: marked.filter(marks).length };
  });
}

/** Whether more answers part two atoms that they all mark than have them in one span. */
function isParted(marked: readonly (readonly Letters[])[], border: number): boolean {
  const joins = (spans: readonly Letters[]) => spans.some(({ start, end }) => start < border && border < end);
  const parts = (spans: readonly Letters[]) =>
    spans.some(({ end }) => end === border) && spans.some(({ start }) => start === border);
  return marked.filter(parts).length > marked.filter(joins).length;
}

/** Atoms that more than half mark, joined to spans again. */
function spansOf(marked: readonly (readonly Letters[])[], atoms: readonly Atom[], id: string): Span[] {
  const spans: Span[] = [];
  for (const { start, end, votes } of atoms) {
    if (2 * votes <= marked.length) continue;
    const last = spans.at(-1);
    if (last?.end === start && !isParted(marked, start)) last.end = end;
    else spans.push({ class: id, start, end });
  }
  return spans;
}

/**
 * Settles by atoms: per class, each stretch between all borders is of the truth when more than half of those who marked
 * anything, or said that there is nothing, marked it. Where more labels abstain in one way than answer, that is the truth.
 * How sure it is: the share of labels times letters that agree with it, of all labels.
 */
export function settleSpan(
  question: SpanQuestion,
  answers: readonly Answer[],
  labels: number,
): Settled | undefined {
  const given = answers.flatMap((answer) => (answer.kind === 'span' ? [answer.spans] : []));
  const abstained = settleChoice(answers.filter(isAbstention), labels);
  const most = Math.floor((given.length * million) / labels);
  if (abstained !== undefined && abstained.ppm > most) return abstained;
  if (given.length === 0) return abstained;
  const spans: Span[] = [];
  let agreeing = 0;
  let letters = 0;
  for (const { id } of question.classes) {
    const marked = given.map((all) => all.filter((one) => one.class === id));
    const atoms = atomsOf(marked).filter(({ votes }) => votes > 0);
    spans.push(...spansOf(marked, atoms, id));
    for (const { start, end, votes } of atoms) {
      agreeing += (end - start) * (2 * votes > given.length ? votes : given.length - votes);
      letters += end - start;
    }
  }
  spans.sort(spanOrder(question));
  const ppm = letters === 0 ? most : Math.floor((agreeing * million) / (letters * labels));
  return { truth: { kind: 'span', spans }, ppm };
}
