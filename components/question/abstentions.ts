import type { Abstention } from '../../lib/protocol/question/abstention.ts';
import type { Key } from '../parts/language.ts';

/** Honest ways not to answer, in the order shown; every kind of question offers them. */
export const abstentions: readonly { kind: Abstention['kind']; label: Key; hint: Key; key: string }[] = [
  { kind: 'unsure', label: 'abstain_unsure', hint: 'abstain_unsure_hint', key: 'u' },
  { kind: 'not-applicable', label: 'abstain_not_applicable', hint: 'abstain_not_applicable_hint', key: 'n' },
  { kind: 'page-broken', label: 'abstain_page_broken', hint: 'abstain_page_broken_hint', key: 'x' },
];
