import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';
import { PayToField, usePayTo } from './pay-to-field.tsx';

interface PayToFormProps {
  campaign: CampaignView;
  account: Hex;
}

/** Who a joined campaign pays: to be changed at any time, for the receipts that are still to come. */
export function PayToForm({ campaign, account }: PayToFormProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { [`payTo ${campaign.campaign}` as const]: act } = usePanelState().acts;
  const payTo = usePayTo(campaign.payTo);
  const submit = (event: Event) => {
    event.preventDefault();
    const address = payTo.read();
    if (address !== undefined) void panel.changePayTo(campaign.campaign, address);
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
      <PayToField payTo={payTo} account={account} />
      <div class="field">
        <ActButton type="submit" busy={isBusy(act)}>
          {t(isBusy(act) ? 'pay_to_changing' : 'pay_to_change')}
        </ActButton>
      </div>
      <p role="status" class="faded">
        {act?.state === 'done' && t('pay_to_changed')} {!campaign.payToTold && t('pay_to_untold')}
      </p>
      <FailureNotice failure={failureIn(act)} />
    </form>
  );
}
