import type { Span, SpanQuestion } from '../../protocol/question/span.ts';
import { spanOrder } from '../../protocol/question/span-set.ts';

type Letters = Pick<Span, 'start' | 'end'>;

/** A stretch of text that no border of any span divides, and how many answers mark it. */
interface Atom extends Letters {
  votes: number;
}

/** Where the spans of one class begin and end cuts the text into atoms; each answer marks one or does not. */
function atomsOf(given: readonly (readonly Letters[])[]): Atom[] {
  const borders = [...new Set(given.flat().flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return borders.slice(1).map((end, at) => {
    const start = borders[at]!;
    const marks = (spans: readonly Letters[]) => spans.some((one) => one.start <= start && end <= one.end);
    return { start, end, votes: given.filter(marks).length };
  });
}

/** Whether more answers part two atoms that they all mark than have them in one span. */
function isParted(given: readonly (readonly Letters[])[], border: number): boolean {
  const joins = (spans: readonly Letters[]) => spans.some(({ start, end }) => start < border && border < end);
  const parts = (spans: readonly Letters[]) =>
    spans.some(({ end }) => end === border) && spans.some(({ start }) => start === border);
  return given.filter(parts).length > given.filter(joins).length;
}

/** Atoms that more than half mark, joined to spans again. */
function spansOf(given: readonly (readonly Letters[])[], atoms: readonly Atom[], id: string): Span[] {
  const spans: Span[] = [];
  for (const { start, end, votes } of atoms) {
    if (2 * votes <= given.length) continue;
    const last = spans.at(-1);
    if (last?.end === start && !isParted(given, start)) last.end = end;
    else spans.push({ class: id, start, end });
  }
  return spans;
}

export interface Marked {
  spans: Span[];
  /** Letters of all atoms, times the answers; and of those, what agrees with the truth. */
  letters: number;
  agreeing: number;
}

/**
 * Settles by atoms: per class, each stretch between all borders is of the truth when more than half of the answers mark it.
 * @param given the spans of each answer; there is one at least
 */
export function marked(question: SpanQuestion, given: readonly (readonly Span[])[]): Marked {
  const spans: Span[] = [];
  let agreeing = 0;
  let letters = 0;
  for (const { id } of question.classes) {
    const ofClass = given.map((all) => all.filter((one) => one.class === id));
    const atoms = atomsOf(ofClass).filter(({ votes }) => votes > 0);
    spans.push(...spansOf(ofClass, atoms, id));
    for (const { start, end, votes } of atoms) {
      agreeing += (end - start) * (2 * votes > given.length ? votes : given.length - votes);
      letters += (end - start) * given.length;
    }
  }
  return { spans: spans.sort(spanOrder(question)), letters, agreeing };
}

/** How much two answers mark alike: twice the letters that both mark in one class, of all that each marks (Dice 1945). */
export function likeness(
  question: SpanQuestion,
  one: readonly Span[],
  other: readonly Span[],
): [of: number, all: number] {
  const lengthOf = (spans: readonly Letters[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const both = question.classes.flatMap(({ id }) =>
    atomsOf([one, other].map((spans) => spans.filter((span) => span.class === id))).filter(
      ({ votes }) => votes === 2,
    ),
  );
  const all = lengthOf(one) + lengthOf(other);
  return all === 0 ? [1, 1] : [2 * lengthOf(both), all];
}
