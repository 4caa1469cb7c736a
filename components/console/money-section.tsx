import { useEffect } from 'preact/hooks';
import type { PurseView } from '../../lib/view/console.ts';
import { formatAmount, formatMoney } from '../../lib/view/format-money.ts';
import type { Money } from '../../lib/view/money.ts';
import { ActButton } from '../parts/act-button.tsx';
import { plural, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { ChooseWallets } from '../parts/wallet-choice.tsx';
import { useConsole, useConsoleState, useEditing } from './console-context.ts';

/** What the account has, what will be locked, and the button that locks it. */
export function MoneySection() {
  const language = useLanguage();
  const { t, locale } = language;
  const { readPurse, fund } = useConsole();
  const { acts, purse } = useConsoleState();
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
        disabled={
          faults.length > 0 || deposit === null || busy || state !== 'saved' || isShort(purse, deposit)
        }
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

const lacksTokens = ({ tokens }: PurseView, deposit: Money | null): boolean =>
  deposit !== null && BigInt(tokens.units) < BigInt(deposit.units);

const missing = ({ tokens }: PurseView, deposit: Money | null): Money => ({
  ...tokens,
  units: String(BigInt(deposit?.units ?? 0) - BigInt(tokens.units)),
});

const isShort = (purse: PurseView | null, deposit: Money | null): boolean =>
  purse !== null && (!purse.hasGas || lacksTokens(purse, deposit));

/** The account's balance against the deposit, and what to do when it is not enough. */
function PurseFacts() {
  const { t, locale } = useLanguage();
  const { readPurse, fromWallet } = useConsole();
  const { purse, acts, walletChoice } = useConsoleState();
  const { deposit } = useEditing().view;
  if (purse === null) return <p class="faded">{t('purse_reading')}</p>;
  const tooFew = lacksTokens(purse, deposit);
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
      {isShort(purse, deposit) && (
        <div class="notice warn purse-short">
          {/* Not the address below: nobody wants to hear it twice. */}
          <div role="status">
            {tooFew && <p>{t('purse_short', purse.tokens.symbol)}</p>}
            {!purse.hasGas && <p>{t('purse_no_gas')}</p>}
          </div>
          <p>
            {t('purse_send_to')} <code>{purse.account}</code>
          </p>
          <p>
            {tooFew && t('wallet_sends_tokens', formatMoney(missing(purse, deposit), locale))}{' '}
            {purse.gasMissing !== null && t('wallet_sends_gas', formatAmount(purse.gasMissing, locale))}
          </p>
          <div class="tools">
            <ActButton class="primary" busy={acts.wallet?.state === 'busy'} onClick={() => void fromWallet()}>
              {t(acts.wallet?.state === 'busy' ? 'wallet_asking' : 'wallet_send')}
            </ActButton>
            <button type="button" onClick={() => void readPurse()}>
              {t('purse_again')}
            </button>
          </div>
          <ChooseWallets choice={walletChoice} />
          <FailureNotice failure={acts.wallet?.state === 'failed' ? acts.wallet.failure : null} />
        </div>
      )}
    </>
  );
}
