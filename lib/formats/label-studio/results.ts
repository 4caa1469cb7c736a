import type { Label } from '../../protocol/label/label.ts';
import type { Body } from '../../protocol/question/body.ts';
import type { Answer } from '../../protocol/question/question.ts';
import { objectName } from './names.ts';

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

/** A body as regions, one a question; an abstention is none. */
export const resultsOf = (body: Body, origin: string): Result[] =>
  Object.entries(body).flatMap(([id, answer]) => {
    const said = saidBy(answer);
    return said === undefined ? [] : [{ id, from_name: id, to_name: objectName, ...said, origin }];
  });

function saidBy(answer: Answer): Pick<Result, 'type' | 'value'> | undefined {
  switch (answer.kind) {
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return undefined;
    case 'choice':
      return { type: 'choices', value: { choices: answer.chosen } };
  }
}
