import type { Body } from '../protocol/question/body.ts';
import type { ChoiceQuestion } from '../protocol/question/choice.ts';
import type { Answer } from '../protocol/question/question.ts';
import { answerClass } from './answer-class.ts';

/** What a question can be judged to be. */
export interface Classes {
  /** Names of the classes in their order. */
  names: string[];
  answers: ReadonlyMap<string, Answer>;
}

/** Several options chosen at once are a class each time: of more than so many, rare answers are not read. */
const most = 64;

/** The options of a question and whatever else was answered: the most frequent, of equals the first by name. */
export function classesOf({ id, options }: ChoiceQuestion, bodies: readonly Body[]): Classes {
  const single = options.map((option): Answer => ({ kind: 'choice', chosen: [option.id] }));
  const answers = new Map<string, Answer>(single.map((answer) => [answerClass(answer), answer]));
  const further = new Map<string, { answer: Answer; count: number }>();
  for (const body of bodies) {
    const answer = Object.hasOwn(body, id) ? body[id] : undefined;
    const name = answer === undefined ? '' : answerClass(answer);
    if (answer === undefined || answers.has(name)) continue;
    further.set(name, { answer, count: (further.get(name)?.count ?? 0) + 1 });
  }
  const frequent = [...further].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
  for (const [name, { answer }] of frequent.slice(0, Math.max(0, most - answers.size)))
    answers.set(name, answer);
  return { names: [...answers.keys()].sort(), answers };
}
