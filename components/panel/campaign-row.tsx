import { formatMoney, hourly } from '../../lib/view/format-money.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { useClock } from '../parts/clock.ts';
import { type Language, useLanguage } from '../parts/language.ts';
import { anyLanguage } from '../parts/language-name.ts';
import { formatPpm } from '../parts/percent.ts';
import { formatDay } from '../parts/time.ts';
import { usePanel } from './panel-context.ts';

/** By what campaigns are chosen, as far as it is known: wage, risk, what is left, and until when. */
function figures(campaign: CampaignView, { t, locale }: Language): string {
  const { price, medianSeconds, free, refusalRate, closes } = campaign;
  const wage = price && hourly(price, medianSeconds);
  return [
    wage && t('row_wage', formatMoney(wage, locale)),
    t('row_refused', formatPpm(refusalRate, locale)),
    free && t('row_left', formatMoney(free, locale)),
    t('row_until', formatDay(closes, locale)),
  ]
    .filter((one) => typeof one === 'string')
    .map((one) => one.replaceAll(' ', '\u00a0'))
    .join(' · ');
}

/** A campaign in a list: title, price, how it stands, and whether it runs here, or no longer anywhere. */
export function CampaignRow({ campaign }: { campaign: CampaignView }) {
  const language = useLanguage();
  const { t, locale } = language;
  const panel = usePanel();
  const closed = useClock()() >= campaign.closes;
  return (
    <li>
      <button
        type="button"
        class="row"
        data-view={campaign.campaign}
        onClick={() => panel.open(campaign.campaign)}
      >
        <span class="name" dir="auto">
          {campaign.title}
        </span>
        <span class="price">
          {campaign.price === null ? t('price_none') : formatMoney(campaign.price, locale)}
        </span>
        {closed && <span class="badge">{t('closed')}</span>}
        {campaign.joined && !closed && (
          <span class={campaign.granted ? 'badge good' : 'badge warn'}>
            {t(campaign.granted ? 'joined' : 'joined_not_granted')}
          </span>
        )}
        {!closed && <span class="faded line">{figures(campaign, language)}</span>}
        {!campaign.fits && (
          <span class="faded line">{t('audience_some', anyLanguage(campaign.audience, locale))}</span>
        )}
      </button>
    </li>
  );
}
