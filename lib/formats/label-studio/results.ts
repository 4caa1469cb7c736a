import type { Label } from '../../protocol/label/label.ts';
import type { Body } from '../../protocol/question/body.ts';
import type { Answer } from '../../protocol/question/question.ts';
import { objectName } from './names.ts';
import type { Passages } from './passages.ts';

/** One region of `result`: what a control says of the object. */
export interface Result {
  id: string;
  from_name: string;
  to_name: string;
  type: string;
  value: object;
  origin: string;
}

/** How Label Studio calls the help that somebody had. */
export const origins = {
  human: 'manual',
  'suggestion-accepted': 'prediction',
  'suggestion-edited': 'prediction-changed',
} as const satisfies Record<Label['assist'], string>;

/** A body as regions: one a choice, one a span; an abstention is none. */
export const resultsOf = (body: Body, passages: Passages, origin: string): Result[] =>
  Object.entries(body).flatMap(([question, answer]) =>
    regionsOf(question, answer, passages).map((region) => ({
      ...region,
      from_name: question,
      to_name: objectName,
      origin,
    })),
  );

function regionsOf(
  question: string,
  answer: Answer,
  passages: Passages,
): Pick<Result, 'id' | 'type' | 'value'>[] {
  switch (answer.kind) {
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return [];
    case 'choice':
      return [{ id: question, type: 'choices', value: { choices: answer.chosen } }];
    case 'span':
      return answer.spans.flatMap((span) => {
        const place = passages.find(span);
        if (place === undefined) return [];
        const id = `${question}-${span.start}-${span.end}-${span.class}`;
        return [{ id, type: 'labels', value: { ...place, labels: [span.class] } }];
      });
  }
}
