import { useEffect } from 'preact/hooks';
import { plural, useLanguage } from '../parts/language.ts';
import { formatMoney } from '../parts/money.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { useConsole, useConsoleState, useEditing } from './console-context.ts';

/** What the account has, what will be locked, and the button that locks it. */
export function MoneySection() {
  const language = useLanguage();
  const { t, locale } = language;
  const { readPurse, fund } = useConsole();
  const { acts } = useConsoleState();
  const { view, state } = useEditing();
  useEffect(() => void readPurse(), [readPurse]);
  const { deposit, faults } = view;
  const busy = acts.fund?.state === 'busy';
  const failure = acts.fund?.state === 'failed' ? acts.fund.failure : null;
  return (
    <section aria-labelledby="plan-money">
      <h2 id="plan-money">{t('plan_money')}</h2>
      <PurseFacts />
      <p>{t('money_says')}</p>
      {faults.length > 0 && (
        <p class="notice warn" role="status">
          {plural(language, faults.length, 'plan_faults_one', 'plan_faults_many')}
        </p>
      )}
      <button
        type="button"
        class="primary big lock"
        disabled={faults.length > 0 || deposit === null || busy || state !== 'saved'}
        onClick={() => void fund()}
      >
        {busy || deposit === null
          ? t(busy ? 'money_locking' : 'money_lock_unknown')
          : t('money_lock', formatMoney(deposit, locale))}
      </button>
      <FailureNotice failure={failure} />
      {failure?.code === 'terms-refused' && failure.detail !== null && <p class="detail">{failure.detail}</p>}
    </section>
  );
}

/** The account's balance against the deposit, and what to do when it is not enough. */
function PurseFacts() {
  const { t, locale } = useLanguage();
  const { readPurse } = useConsole();
  const { purse } = useConsoleState();
  const { deposit } = useEditing().view;
  if (purse === null) return <p class="faded">{t('purse_reading')}</p>;
  const isShort = deposit !== null && BigInt(purse.tokens.units) < BigInt(deposit.units);
  return (
    <>
      <dl class="facts">
        <dt>{t('purse_account')}</dt>
        <dd>
          <code class="whole">{purse.account}</code>
        </dd>
        <dt>{t('purse_tokens')}</dt>
        <dd>{formatMoney(purse.tokens, locale)}</dd>
      </dl>
      {(isShort || !purse.hasGas) && (
        <div class="notice warn purse-short" role="status">
          {isShort && <p>{t('purse_short', purse.tokens.symbol)}</p>}
          {!purse.hasGas && <p>{t('purse_no_gas')}</p>}
          <p>
            {t('purse_send_to')} <code>{purse.account}</code>
          </p>
          <button type="button" onClick={() => void readPurse()}>
            {t('purse_again')}
          </button>
        </div>
      )}
    </>
  );
}
