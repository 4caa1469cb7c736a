import { useLanguage } from '../parts/language.ts';
import { usePanel } from './panel-context.ts';
import { RecoveryForm } from './recovery-form.tsx';

interface ClaimOfferProps {
  onClaim(): void;
  onCancel(): void;
}

/** Before the first claim: save what would bring the account back, or claim without. */
export function ClaimOffer({ onClaim, onCancel }: ClaimOfferProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const saveFirst = async (passphrase: string) => {
    if (await panel.saveRecovery(passphrase)) onClaim();
  };
  return (
    <RecoveryForm
      heading={t('offer_title')}
      rank="h2"
      save={t('offer_save_claim')}
      onPassphrase={(passphrase) => void saveFirst(passphrase)}
      onCancel={onCancel}
    >
      <button type="button" onClick={onClaim}>
        {t('claim_without')}
      </button>
    </RecoveryForm>
  );
}
