import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../lib/protocol/question/span.ts';
import { lettersOf, quoteAt } from '../../lib/protocol/target/places.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import type { LabeledTask, LabelThere } from '../../lib/view/tasks.ts';
import type { Translate } from '../parts/language.ts';
import { answerText } from '../question/answer-text.ts';

/** An answer in words, and which labelers gave it, by their place among the labels. */
export interface Said {
  words: string;
  who: readonly number[];
  isTruth: boolean;
}

/** A passage that somebody marked, or that is of the truth. */
export interface Passage {
  key: string;
  span: Span;
  quote: string;
  /** Where it is looked for; undefined where no label says. */
  place: Place | undefined;
  who: readonly number[];
  isTruth: boolean;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What was answered to a question, the answer that most gave first. Passages are told apart by `passagesOf`, and so are not here. */
export function answersTo(question: Question, { labels, truth }: LabeledTask, t: Translate): Said[] {
  const given = new Map<string, { answer: Answer; who: number[] }>();
  const wordsOf = (answer: Answer) => answerText(question, answer, t);
  const add = (answer: Answer | undefined, who: readonly number[]) => {
    if (answer === undefined || (answer.kind === 'span' && answer.spans.length > 0)) return;
    const known = given.get(JSON.stringify(answer));
    if (known === undefined) given.set(JSON.stringify(answer), { answer, who: [...who] });
    else known.who.push(...who);
  };
  for (const [at, { body }] of labels.entries()) add(body[question.id], [at]);
  const settled = truth?.body[question.id];
  add(settled, []);
  return [...given.values()]
    .map(({ answer, who }) => ({ words: wordsOf(answer), who, isTruth: isSame(answer, settled) }))
    .sort((a, b) => b.who.length - a.who.length);
}

/** What was marked, in the order of the text; the same words of one class once, with all who marked them. */
export function passagesOf(question: SpanQuestion, { labels, truth }: LabeledTask): Passage[] {
  const passages = new Map<string, Passage & { who: number[] }>();
  const settled = truth?.body[question.id];
  const true_ = settled?.kind === 'span' ? settled.spans : [];
  for (const [at, label] of labels.entries()) {
    const answer = label.body[question.id];
    for (const span of answer?.kind === 'span' ? answer.spans : []) {
      const place = placeOf(label, span);
      const quote = place === undefined ? '' : quoteAt(place);
      const key = `${question.id} ${span.class} ${span.start} ${span.end} ${quote}`;
      const isTruth = true_.some((one) => isSame(one, span));
      const known = passages.get(key);
      if (known === undefined) passages.set(key, { key, span, quote, place, who: [at], isTruth });
      else known.who.push(at);
    }
  }
  const found = [...passages.values()];
  // A truth can begin with one label's passage and end with another's: nobody has its words then.
  for (const span of true_)
    if (!found.some((one) => one.isTruth && isSame(one.span, span))) {
      const key = `${question.id} ${span.class} ${span.start} ${span.end}`;
      found.push({ key, span, quote: '', place: undefined, who: [], isTruth: true });
    }
  return found.sort(({ span: a }, { span: b }) => a.start - b.start || a.end - b.end);
}

function placeOf({ target }: LabelThere, { start, end }: Span): Place | undefined {
  if (target.unit !== 'selection') return undefined;
  return target.places.find((place) => {
    const letters = lettersOf(place);
    return letters.start === start && letters.end === end;
  });
}
