import type { ComponentChildren } from 'preact';
import { formatAmount, formatMoney } from '../../lib/view/format-money.ts';
import { useLanguage } from '../parts/language.ts';
import { useEditing } from './console-context.ts';
import { Field } from './field.tsx';
import { Golds } from './golds.tsx';

/** What the plan costs at most, before any money moves, and what comes back. */
export function Cost() {
  const { t, locale } = useLanguage();
  const { form, view } = useEditing();
  const { cost, deposit, price } = view;
  if (cost === null || price === null) return <p class="empty">{t('cost_unknown')}</p>;
  const number = (digits: string) => new Intl.NumberFormat(locale).format(BigInt(digits));
  const tenths = (count: number) => new Intl.NumberFormat(locale).format(count / 10);
  return (
    <>
      <dl class="facts cost">
        <Line name={t('cost_labels')}>
          {t('cost_labels_is', number(cost.tasks), form.most, number(cost.labels))}
        </Line>
        {cost.expected !== null && (
          <Line name={t('cost_expected')}>
            {t('cost_expected_is', number(cost.expected.labels), formatMoney(cost.expected.pay, locale))}
            <span class="faded"> {t('cost_expected_says', tenths(cost.expected.tenths))}</span>
          </Line>
        )}
        <Line name={t('cost_pay')}>{formatMoney(cost.pay, locale)}</Line>
        <Line name={t('cost_reserve')}>{formatMoney(cost.reserve, locale)}</Line>
        <Line name={t('cost_needed')}>
          <strong>{formatMoney(cost.needed, locale)}</strong>
        </Line>
      </dl>
      {cost.golds !== null && <Golds golds={cost.golds} />}
      <Field name="deposit" numeric unit={price.symbol} placeholder={formatAmount(cost.needed, locale)} />
      {deposit !== null && (
        <p role="status">{t('cost_pays', formatMoney(deposit, locale), number(cost.paid))}</p>
      )}
      <ul class="plain">
        <li>{t('cost_back')}</li>
        <li>{t('cost_back_when', form.days, form.acceptByHours)}</li>
        <li>{t('cost_share', form.share)}</li>
        <li>{t(form.pay === 'flat' ? 'cost_refused_flat' : 'cost_refused_guess')}</li>
      </ul>
    </>
  );
}

const Line = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
