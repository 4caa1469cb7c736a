import type { Overview } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

interface LinkedCampaignProps {
  /** Of the page in front, which is a campaign's link. */
  address: string;
  campaign: string;
  overview: Overview;
}

/** The page in front is a campaign's link: opens it, reading its relay first where that is not known. */
export function LinkedCampaign({ address, campaign, overview }: LinkedCampaignProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { useRelay: act } = usePanelState().acts;
  const known = overview.campaigns.find((one) => one.campaign === campaign);
  return (
    <section class="note stack" aria-label={t('linked_title')}>
      <h2>{known?.title ?? t('linked_title')}</h2>
      {known === undefined && <p>{t('linked_says', new URL(address).origin)}</p>}
      <ActButton
        class="primary"
        busy={isBusy(act)}
        onClick={() => (known === undefined ? void panel.useRelay(address) : panel.open(campaign))}
      >
        {t(isBusy(act) ? 'relay_reading' : 'linked_open')}
      </ActButton>
      <FailureNotice failure={failureIn(act)} />
    </section>
  );
}
