import type { Field } from './form.ts';

/** Why a plan can not be funded as it stands. Each has a sentence in the locale files that says what to do. */
export const faultCodes = [
  'missing',
  'too-long',
  'not-plain',
  'language',
  'asks-secret',
  'no-example',
  'no-list',
  'bad-example',
  'no-match',
  'all-sites',
  'bad-pattern',
  'bad-selector',
  'untried-selector',
  'selector-without-matches',
  'bad-key',
  'unit',
  'known-address',
  'known-answer',
  'known-twice',
  'known-example',
  'example-unfit',
  'example-unsaid',
  'example-twice',
  'examples-long',
  'examples-all',
  'few-options',
  'same-options',
  'not-a-number',
  'out-of-range',
  'few-labels',
  'not-an-amount',
  'price-low',
  'deposit-low',
  'terms',
] as const;

export type FaultCode = (typeof faultCodes)[number];

export interface Fault {
  field: Field;
  code: FaultCode;
  /** What it is about: the example, the pattern, a bound. Empty where the field says it all. */
  detail: string;
}
