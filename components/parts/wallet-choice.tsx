import type { ChooseWallet, WalletName } from '../../lib/view/wallet.ts';
import { useLanguage } from './language.ts';

/** Several wallets, of which the person has to choose one. */
export interface WalletChoice {
  wallets: readonly WalletName[];
  pick(id: string | null): void;
}

/**
 * @param show draws the choice, and takes it away again
 * @returns asks for one; `end` takes the question away, where there is nothing to choose any more
 */
export function choosing(show: (choice: WalletChoice | null) => void): ChooseWallet & { end(): void } {
  const end = () => show(null);
  const choose: ChooseWallet = (wallets) =>
    new Promise((resolve) => {
      show({
        wallets,
        pick: (id) => {
          end();
          resolve(id);
        },
      });
    });
  return Object.assign(choose, { end });
}

/** Names are the wallets' own words. */
export function ChooseWallets({ choice }: { choice: WalletChoice | null }) {
  const { t } = useLanguage();
  return (
    <div role="status">
      {choice !== null && (
        <>
          <p>{t('wallet_choose')}</p>
          <div class="tools">
            {choice.wallets.map(({ id, name }) => (
              <button type="button" key={id} onClick={() => choice.pick(id)}>
                {name}
              </button>
            ))}
            <button type="button" class="quiet" onClick={() => choice.pick(null)}>
              {t('cancel')}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
