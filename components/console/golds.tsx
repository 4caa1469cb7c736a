import type { CostView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import { useLanguage } from '../parts/language.ts';

/** How many tasks measure people rather than pages, what that costs, and whether it is enough. */
export function Golds({ golds }: { golds: NonNullable<CostView['golds']> }) {
  const { t, locale } = useLanguage();
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const { chosen, given, labels, pay, labelers, isEnough } = golds;
  return (
    <div role="status" class={isEnough ? undefined : 'notice warn'}>
      <p>{t('golds_are', number(chosen), number(given), number(labels), formatMoney(pay, locale))}</p>
      <p>{t(isEnough ? 'golds_enough' : 'golds_few', number(labelers))}</p>
    </div>
  );
}
