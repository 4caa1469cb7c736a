import type { Body } from './body.ts';
import type { Answer } from './question.ts';

/** Whether an answer can be given again elsewhere as it is: it names no place of its page. */
function namesNoPlace(answer: Answer): boolean {
  switch (answer.kind) {
    case 'choice':
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return true;
    case 'span':
      return answer.spans.length === 0;
  }
}

export const isRepeatable = (body: Body): boolean => Object.values(body).every(namesNoPlace);
