import type { Overview } from '../../lib/view/overview.ts';
import type { WalletView } from '../../lib/view/wallet.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useFocusOnChange } from '../parts/focus-on-change.ts';
import { Hash } from '../parts/hash.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { formatTime } from '../parts/time.ts';
import { ChooseWallets } from '../parts/wallet-choice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

/** Whose account this is: the profile's own, or a wallet's, and the ways from one to the other. */
export function Account({ overview: { account, relay, wallet } }: { overview: Overview }) {
  const { t } = useLanguage();
  const { acts, walletChoice } = usePanelState();
  const said = useFocusOnChange<HTMLElement>(wallet?.state);
  return (
    <section class="stack" aria-label={t('account_title')} ref={said} tabIndex={-1}>
      <h2>{t('account_title')}</h2>
      <p class="faded">
        {t('your_account')} <Hash of={account} />
      </p>
      {relay !== null && <Wallet wallet={wallet} />}
      <ChooseWallets choice={walletChoice} />
      <FailureNotice failure={failureIn(acts.wallet)} />
    </section>
  );
}

const asks = {
  expired: 'wallet_expired',
  before: 'wallet_before',
} as const satisfies { [state: string]: Key };

function Wallet({ wallet }: { wallet: WalletView | null }) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const busy = isBusy(usePanelState().acts.wallet);
  if (wallet?.state === 'signed')
    return (
      <div class="notice warn">
        <p>{t('wallet_signed')}</p>
        <p>
          <code class="whole" dir="ltr">
            {wallet.account}
          </code>
        </p>
        <div class="tools">
          <ActButton class="primary" busy={busy} onClick={() => void panel.linkWallet()}>
            {t('wallet_yes')}
          </ActButton>
          <ActButton busy={busy} onClick={() => void panel.unlinkWallet()}>
            {t('wallet_no')}
          </ActButton>
        </div>
      </div>
    );
  if (wallet?.state === 'linked')
    return (
      <>
        <p role="status">
          {t('wallet_linked', formatTime(wallet.until, locale))} {!wallet.told && t('wallet_untold')}
        </p>
        <p class="faded">{t('wallet_unlink_says')}</p>
        <ActButton class="quiet" busy={busy} onClick={() => void panel.unlinkWallet()}>
          {t('wallet_unlink')}
        </ActButton>
      </>
    );
  return (
    <>
      <p>{t(wallet === null ? 'wallet_none' : asks[wallet.state])}</p>
      {wallet !== null && (
        <code class="whole" dir="ltr">
          {wallet.account}
        </code>
      )}
      <p class="faded">{t('wallet_asks')}</p>
      <ActButton busy={busy} onClick={() => void panel.askWallet()}>
        {t(busy ? 'wallet_asking' : 'wallet_link')}
      </ActButton>
    </>
  );
}
