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

/** As many are shown: each has a line in the card, and marks in the page that are followed. */
export const mostPassages = 500;

/** What was marked, in the order of the text; the same words of one class once, with all who marked them. */
export function passagesOf(question: SpanQuestion, { labels, truth }: LabeledTask): Passage[] {
  const nameOf = (span: Span) => `${question.id} ${span.class} ${lettersName(span)}`;
  const settled = truth?.body[question.id];
  const truths = new Map((settled?.kind === 'span' ? settled.spans : []).map((span) => [nameOf(span), span]));
  const passages = new Map<string, Passage & { who: number[] }>();
  const marked = new Set<string>();
  for (const [at, label] of labels.entries()) {
    const answer = label.body[question.id];
    if (answer?.kind !== 'span') continue;
    const places = placesOf(label);
    for (const span of answer.spans) {
      const place = places.get(lettersName(span));
      const quote = place === undefined ? '' : quoteAt(place);
      const name = nameOf(span);
      const key = `${name} ${quote}`;
      const known = passages.get(key);
      if (known === undefined)
        passages.set(key, { key, span, quote, place, who: [at], isTruth: truths.has(name) });
      else known.who.push(at);
      marked.add(name);
    }
  }
  const found = [...passages.values()];
  // A truth can begin with one label's passage and end with another's: nobody has its words then.
  for (const [key, span] of truths)
    if (!marked.has(key)) found.push({ key, span, quote: '', place: undefined, who: [], isTruth: true });
  return found.sort(({ span: a }, { span: b }) => a.start - b.start || a.end - b.end);
}

const lettersName = ({ start, end }: { start: number; end: number }): string => `${start} ${end}`;

/** By their letters, of which a label has no two alike. */
const placesOf = ({ target }: LabelThere): ReadonlyMap<string, Place> =>
  new Map(
    target.unit === 'selection' ? target.places.map((place) => [lettersName(lettersOf(place)), place]) : [],
  );
