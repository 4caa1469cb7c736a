import { formatMoney, hourly } from '../../lib/view/format-money.ts';
import { useLanguage } from '../parts/language.ts';
import { useConsole, useEditing } from './console-context.ts';
import { Cost } from './cost.tsx';
import { Field } from './field.tsx';
import { PayRule } from './pay-rule.tsx';

/** What a label is worth, how many are wanted, and for how long. */
export function PaySection() {
  const { t, locale } = useLanguage();
  const { change } = useConsole();
  const { form, view } = useEditing();
  const symbol = view.price?.symbol ?? '';
  const seconds = Number(form.seconds.replace(',', '.'));
  const wage = view.price === null ? null : hourly(view.price, Number.isFinite(seconds) ? seconds : null);
  return (
    <section aria-labelledby="plan-pay">
      <h2 id="plan-pay">{t('plan_pay')}</h2>
      <fieldset>
        <legend>{t('plan_price_by')}</legend>
        {(['wage', 'price'] as const).map((by) => (
          <label key={by} class="pick-one">
            <input
              type="radio"
              name="price-by"
              checked={form.priceBy === by}
              onChange={() => change({ priceBy: by })}
            />
            {t(by === 'wage' ? 'plan_by_wage' : 'plan_by_price')}
          </label>
        ))}
      </fieldset>
      <div class="in-a-row">
        {form.priceBy === 'wage' ? (
          <Field name="wage" numeric unit={symbol} />
        ) : (
          <Field name="price" numeric unit={symbol} />
        )}
        <Field name="seconds" numeric />
      </div>
      <p role="status">
        {view.price !== null && t('plan_price_is', formatMoney(view.price, locale))}{' '}
        {wage !== null && t('wage', formatMoney(wage, locale))}
      </p>
      <div class="in-a-row">
        {/* Of a list of pages nothing has to be guessed. */}
        {(form.pages === 'patterns' || form.unit === 'element') && <Field name="tasks" numeric />}
        <Field name="least" numeric />
        <Field name="most" numeric />
      </div>
      <PayRule />
      <div class="in-a-row">
        <Field name="days" numeric />
        <Field name="acceptByHours" numeric />
        <Field name="share" numeric unit="%" />
      </div>
      <Cost />
    </section>
  );
}
