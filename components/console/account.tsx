import { useId, useState } from 'preact/hooks';
import type { PurseView } from '../../lib/view/console.ts';
import { formatMoney } from '../../lib/view/format-money.ts';
import { ActButton } from '../parts/act-button.tsx';
import { parseAddress } from '../parts/address.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { Alert, FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState } from './console-context.ts';

/** The account that pays: what it has, and the way out for what came back. The chain is asked when that is wanted. */
export function Account() {
  const { t } = useLanguage();
  const { readPurse } = useConsole();
  const { purse } = useConsoleState();
  return (
    <section class="door" aria-labelledby="account">
      <h2 id="account">{t('purse_account')}</h2>
      {purse === null ? (
        <div>
          <button type="button" onClick={() => void readPurse()}>
            {t('purse_look')}
          </button>
        </div>
      ) : (
        <Purse purse={purse} />
      )}
    </section>
  );
}

const stateNames = { sent: 'payout_sent', mined: 'payout_mined', failed: 'payout_failed' } as const;

function Purse({ purse }: { purse: PurseView }) {
  const { t, locale } = useLanguage();
  return (
    <>
      <dl class="facts">
        <dt>{t('purse_address')}</dt>
        <dd>
          <code class="whole">{purse.account}</code>
        </dd>
        <dt>{t('purse_tokens')}</dt>
        <dd>{formatMoney(purse.tokens, locale)}</dd>
      </dl>
      <ul class="plain">
        {purse.payouts.map(({ id, to, amount, txHash, state }) => (
          <li key={id}>
            {t(stateNames[state], formatMoney(amount, locale))} <Hash of={to} />, <Hash of={txHash} />
          </li>
        ))}
      </ul>
      {BigInt(purse.tokens.units) > 0n && <PayOutForm symbol={purse.tokens.symbol} />}
    </>
  );
}

function PayOutForm({ symbol }: { symbol: string }) {
  const { t } = useLanguage();
  const { payOut, isAddress } = useConsole();
  const act = useConsoleState().acts.payOut;
  const id = useId();
  const [to, setTo] = useState('');
  const [amount, setAmount] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const address = parseAddress(to.trim(), isAddress);
    setWrong(address === undefined);
    if (address !== undefined) void payOut(address, amount).then((done) => done && setAmount(''));
  };
  return (
    <form onSubmit={submit} noValidate>
      <div class="plan-field">
        <label for={`${id}-to`}>{t('payout_to')}</label>
        <input
          id={`${id}-to`}
          type="text"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={to}
          aria-invalid={wrong}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => {
            setTo(event.currentTarget.value);
            setWrong(false);
          }}
        />
        {wrong && (
          <Alert id={`${id}-wrong`} class="fault">
            {t('pay_to_wrong')}
          </Alert>
        )}
      </div>
      <div class="plan-field short">
        <label for={`${id}-amount`}>{t('payout_amount', symbol)}</label>
        <input
          id={`${id}-amount`}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={amount}
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
      </div>
      <ActButton type="submit" busy={act?.state === 'busy'}>
        {t('payout_send')}
      </ActButton>
      <FailureNotice failure={act?.state === 'failed' ? act.failure : null} />
    </form>
  );
}
