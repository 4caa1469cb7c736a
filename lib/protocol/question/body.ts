import * as v from 'valibot';
import { recordOf } from '../scalar/record.ts';
import { allows, answer, type Question } from './question.ts';

/** What a label says: one answer per question id of the terms. */
export const body = v.pipe(
  recordOf(answer),
  v.check((answers) => Object.keys(answers).length <= 20, 'at most 20 answers'),
);

export type Body = v.InferOutput<typeof body>;

/** Whether a body answers exactly these questions, each in a way its question allows. */
export function answersAll(questions: readonly Question[], given: Body): boolean {
  if (Object.keys(given).length !== questions.length) return false;
  return questions.every((asked) => {
    const answered = Object.hasOwn(given, asked.id) ? given[asked.id] : undefined;
    return answered !== undefined && allows(asked, answered);
  });
}
