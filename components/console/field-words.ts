import type { Field } from '../../lib/authoring/form.ts';
import type { Key } from '../parts/language.ts';

interface Words {
  label: Key;
  help?: Key;
}

/** What each field of a plan is called, and what helps to fill it. */
export const fieldWords = {
  title: { label: 'plan_title', help: 'plan_title_help' },
  instructions: { label: 'plan_instructions', help: 'plan_instructions_help' },
  language: { label: 'plan_language', help: 'plan_language_help' },
  audience: { label: 'plan_audience', help: 'plan_audience_help' },
  examples: { label: 'plan_examples', help: 'plan_examples_help' },
  patterns: { label: 'plan_patterns', help: 'plan_patterns_help' },
  list: { label: 'plan_list', help: 'plan_list_help' },
  keep: { label: 'plan_keep', help: 'plan_keep_help' },
  selector: { label: 'plan_selector', help: 'plan_selector_help' },
  key: { label: 'plan_key', help: 'plan_key_help' },
  ask: { label: 'plan_ask', help: 'plan_ask_help' },
  price: { label: 'plan_price' },
  wage: { label: 'plan_wage' },
  seconds: { label: 'plan_seconds', help: 'plan_seconds_help' },
  tasks: { label: 'plan_tasks', help: 'plan_tasks_help' },
  least: { label: 'plan_least' },
  most: { label: 'plan_most', help: 'plan_most_help' },
  golds: { label: 'plan_golds', help: 'plan_golds_help' },
  holdScored: { label: 'plan_hold_scored', help: 'plan_hold_help' },
  holdGolds: { label: 'plan_hold_golds' },
  days: { label: 'plan_days', help: 'plan_days_help' },
  acceptByHours: { label: 'plan_accept_by', help: 'plan_accept_by_help' },
  share: { label: 'plan_share', help: 'plan_share_help' },
  deposit: { label: 'plan_deposit', help: 'plan_deposit_help' },
} as const satisfies { [Name in Field]?: Words };

export type WordedField = keyof typeof fieldWords;

export const wordsOf = (name: WordedField): Words => fieldWords[name];
