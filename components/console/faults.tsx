import type { Fault, FaultCode } from '../../lib/authoring/fault.ts';
import type { Field } from '../../lib/authoring/form.ts';
import { type Key, type Translate, useLanguage } from '../parts/language.ts';
import { useEditing } from './console-context.ts';

const sentences: { readonly [Code in FaultCode]: Key } = {
  missing: 'fault_missing',
  'too-long': 'fault_too_long',
  'not-plain': 'fault_not_plain',
  language: 'fault_language',
  'asks-secret': 'fault_asks_secret',
  'no-example': 'fault_no_example',
  'no-list': 'fault_no_list',
  'bad-example': 'fault_bad_example',
  'no-match': 'fault_no_match',
  'all-sites': 'fault_all_sites',
  'bad-pattern': 'fault_bad_pattern',
  'bad-selector': 'fault_bad_selector',
  'untried-selector': 'fault_untried_selector',
  'selector-without-matches': 'fault_selector_without_matches',
  'bad-key': 'fault_bad_key',
  unit: 'fault_unit',
  'known-address': 'fault_known_address',
  'known-answer': 'fault_known_answer',
  'known-twice': 'fault_known_twice',
  'known-example': 'fault_known_example',
  'example-unfit': 'fault_example_unfit',
  'example-unsaid': 'fault_example_unsaid',
  'example-twice': 'fault_example_twice',
  'examples-long': 'fault_examples_long',
  'examples-all': 'fault_examples_all',
  'few-options': 'fault_few_options',
  'same-options': 'fault_same_options',
  'not-a-number': 'fault_not_a_number',
  'out-of-range': 'fault_out_of_range',
  'few-labels': 'fault_few_labels',
  'not-an-amount': 'fault_not_an_amount',
  'price-low': 'fault_price_low',
  'deposit-low': 'fault_deposit_low',
  terms: 'fault_terms',
};

const faultText = (t: Translate, { code, detail }: Fault): string => t(sentences[code], detail);

/** What is wrong with these fields, once each. */
export function Faults({ of }: { of: readonly Field[] }) {
  const { t } = useLanguage();
  const { view } = useEditing();
  const said = new Set(
    view.faults.filter(({ field }) => of.includes(field)).map((fault) => faultText(t, fault)),
  );
  return (
    <>
      {[...said].map((sentence) => (
        <p key={sentence} class="fault">
          {sentence}
        </p>
      ))}
    </>
  );
}
