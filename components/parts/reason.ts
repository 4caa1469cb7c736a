import type { Refusal, Rejection } from '../../lib/protocol/label/refusal.ts';
import { failureText } from './failure.ts';
import type { Key, Translate } from './language.ts';

const sentences: { readonly [code in Refusal | Rejection]: Key } = {
  'bad-task': 'reason_bad_task',
  'bad-body': 'reason_bad_body',
  example: 'reason_example',
  duplicate: 'reason_duplicate',
  'not-drawn': 'reason_not_drawn',
  newcomer: 'reason_newcomer',
  'task-full': 'reason_task_full',
  'not-open': 'reason_not_open',
  closed: 'reason_closed',
  'budget-exhausted': 'reason_budget_exhausted',
  'below-guess': 'reason_below_guess',
  'same-person': 'reason_same_person',
  copied: 'reason_copied',
  'no-such-page': 'reason_no_such_page',
};

/** Why a label was refused or paid nothing, or what keeps it waiting: a refusal, a rejection or a problem of the relay. */
export function reasonText(t: Translate, reason: { code: string; detail: string | null }): string {
  const known = isReason(reason.code) ? sentences[reason.code] : undefined;
  return known === undefined ? failureText(t, reason) : t(known);
}

const isReason = (code: string): code is Refusal | Rejection => Object.hasOwn(sentences, code);
