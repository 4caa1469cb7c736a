import type { Answer } from '../protocol/question/question.ts';

/**
 * The class that an answer votes for. Two answers agree exactly when their classes are the same text. Abstentions are
 * classes of their own: many that say "page broken" are a finding.
 */
export function answerClass(answer: Answer): string {
  switch (answer.kind) {
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return answer.kind;
    case 'span':
      return `span:${answer.spans.map((one) => `${one.start}-${one.end} ${one.class}`).join(',')}`;
    case 'choice':
      return `choice:${answer.chosen.join(',')}`;
  }
}

export const isAbstention = (answer: Answer): boolean => answer.kind !== 'choice' && answer.kind !== 'span';
