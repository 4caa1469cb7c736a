import { useId, useState } from 'preact/hooks';
import type { OrderView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import { ActButton } from '../parts/act-button.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';

const nothing = { amount: '', price: '', days: '' };
const fields = {
  amount: 'enlarge_amount',
  price: 'enlarge_price',
  days: 'enlarge_days',
} as const satisfies { [Name in keyof typeof nothing]: Key };

/** More money, a higher price or more time. What it does to labels that are there is said before. */
export function Enlarge({ order }: { order: OrderView }) {
  const { t, locale } = useLanguage();
  const { enlarge } = useConsole();
  const act = useConsoleState().acts.enlarge;
  const id = useId();
  const [added, setAdded] = useState(nothing);
  const submit = (event: Event) => {
    event.preventDefault();
    void enlarge(order.campaign, added).then((done) => {
      if (done) setAdded(nothing);
    });
  };
  return (
    <form class="door" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('enlarge_title')}</h2>
      <p>{t('enlarge_says')}</p>
      <div class="in-a-row">
        {(['amount', 'price', 'days'] as const).map((name) => (
          <div key={name} class="plan-field short">
            <label for={`${id}-${name}`}>{t(fields[name], order.deposit.symbol)}</label>
            <input
              id={`${id}-${name}`}
              type="text"
              inputMode={name === 'days' ? 'numeric' : 'decimal'}
              autocomplete="off"
              value={added[name]}
              onInput={(event) => setAdded({ ...added, [name]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
      <p class="faded">{t('enlarge_price_now', formatMoney(order.price, locale))}</p>
      <div>
        <ActButton type="submit" disabled={order.unfinished} busy={act?.state === 'busy'}>
          {t('enlarge_do')}
        </ActButton>
      </div>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
      <p class="faded">{t('close_says')}</p>
    </form>
  );
}
