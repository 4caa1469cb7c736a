import { useId, useState } from 'preact/hooks';
import type { OrderView } from '../../lib/view/console.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';

/** More money or more time. What it does to labels that are there is said before. */
export function Enlarge({ order }: { order: OrderView }) {
  const { t } = useLanguage();
  const { enlarge } = useConsole();
  const { acts } = useConsoleState();
  const id = useId();
  const [amount, setAmount] = useState('');
  const [days, setDays] = useState('');
  const act = acts.enlarge;
  const submit = (event: Event) => {
    event.preventDefault();
    void enlarge(order.campaign, amount, days).then((done) => {
      if (!done) return;
      setAmount('');
      setDays('');
    });
  };
  return (
    <form class="door" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('enlarge_title')}</h2>
      <p>{t('enlarge_says')}</p>
      <div class="in-a-row">
        <div class="plan-field short">
          <label for={`${id}-amount`}>{t('enlarge_amount', order.deposit.symbol)}</label>
          <input
            id={`${id}-amount`}
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={amount}
            onInput={(event) => setAmount(event.currentTarget.value)}
          />
        </div>
        <div class="plan-field short">
          <label for={`${id}-days`}>{t('enlarge_days')}</label>
          <input
            id={`${id}-days`}
            type="text"
            inputMode="numeric"
            autocomplete="off"
            value={days}
            onInput={(event) => setDays(event.currentTarget.value)}
          />
        </div>
      </div>
      <button type="submit" disabled={act?.state === 'busy' || order.unfinished}>
        {t('enlarge_do')}
      </button>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
      <p class="faded">{t('close_says')}</p>
    </form>
  );
}
