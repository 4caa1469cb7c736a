import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';
import { PayToField, usePayTo } from './pay-to-field.tsx';

interface JoinFormProps {
  campaign: CampaignView;
  account: Hex;
}

/** Where the money goes, and the click that asks the browser for the campaign's sites. */
export function JoinForm({ campaign, account }: JoinFormProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { [`join ${campaign.campaign}` as const]: act } = usePanelState().acts;
  const payTo = usePayTo(campaign.payTo);
  const submit = (event: Event) => {
    event.preventDefault();
    const address = payTo.read();
    if (address !== undefined) void panel.join(campaign.campaign, campaign.origins, address);
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
      <PayToField payTo={payTo} account={account} />
      <p class="faded">{t('join_asks')}</p>
      <ActButton type="submit" class="primary" busy={isBusy(act)}>
        {t(isBusy(act) ? 'joining' : campaign.joined ? 'grant_again' : 'join')}
      </ActButton>
      <FailureNotice failure={failureIn(act)} />
    </form>
  );
}
