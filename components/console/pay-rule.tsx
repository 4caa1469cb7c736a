import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Field } from './field.tsx';
import { LinesField } from './lines-field.tsx';

/** By which rule labels are paid, and what has to be shown before. */
export function PayRule() {
  const { t } = useLanguage();
  const { change } = useConsole();
  const { form } = useEditing();
  return (
    <>
      <fieldset>
        <legend>{t('plan_pay_rule')}</legend>
        {(['flat', 'better-than-guess'] as const).map((pay) => (
          <label key={pay} class="pick-one">
            <input type="radio" name="pay" checked={form.pay === pay} onChange={() => change({ pay })} />
            {t(pay === 'flat' ? 'pay_flat' : 'pay_better_than_guess')}
          </label>
        ))}
      </fieldset>
      {form.pay === 'better-than-guess' && (
        <>
          <div class="in-a-row">
            <Field name="holdScored" numeric />
            <Field name="holdGolds" numeric />
          </div>
          {form.unit === 'page' && <LinesField name="golds" most={1000} />}
        </>
      )}
    </>
  );
}
