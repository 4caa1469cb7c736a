import * as v from 'valibot';
import { notApplicable, pageBroken, unsure } from './abstention.ts';
import { choiceAllows, choiceAnswer, choiceQuestion } from './choice.ts';
import { spanAnswer, spanQuestion } from './span.ts';
import { spanAllows } from './span-set.ts';

/** The union that a further kind joins: its file, and one line in each of these. */
export const question = v.variant('kind', [choiceQuestion, spanQuestion]);
export const answer = v.variant('kind', [choiceAnswer, spanAnswer, unsure, notApplicable, pageBroken]);

export type Question = v.InferOutput<typeof question>;
export type Answer = v.InferOutput<typeof answer>;

/** Whether this question allows this answer; every question allows an abstention. */
export function allows(asked: Question, given: Answer): boolean {
  switch (given.kind) {
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return true;
    case 'choice':
      return asked.kind === 'choice' && choiceAllows(asked, given);
    case 'span':
      return asked.kind === 'span' && spanAllows(asked, given);
  }
}
