import { formatMoney } from '../../lib/view/format-money.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { useClock } from '../parts/clock.ts';
import { useLanguage } from '../parts/language.ts';
import { anyLanguage } from '../parts/language-name.ts';
import { usePanel } from './panel-context.ts';

/** A campaign in a list: title, price, and whether it runs here, or no longer anywhere. */
export function CampaignRow({ campaign }: { campaign: CampaignView }) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const closed = useClock()() >= campaign.closes;
  return (
    <li>
      <button type="button" class="row" onClick={() => panel.open(campaign.campaign)}>
        <span class="name" dir="auto">
          {campaign.title}
        </span>
        <span class="price">
          {campaign.price === null ? t('price_none') : formatMoney(campaign.price, locale)}
        </span>
        {!campaign.fits && (
          <span class="faded">{t('audience_some', anyLanguage(campaign.audience, locale))}</span>
        )}
        {closed && <span class="badge">{t('closed')}</span>}
        {campaign.joined && !closed && (
          <span class={campaign.granted ? 'badge good' : 'badge warn'}>
            {t(campaign.granted ? 'joined' : 'joined_not_granted')}
          </span>
        )}
      </button>
    </li>
  );
}
