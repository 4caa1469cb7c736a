import type { ComponentChildren } from 'preact';
import { formatMoney, hourly } from '../../lib/view/format-money.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { anyLanguage } from '../parts/language-name.ts';
import { formatPpm } from '../parts/percent.ts';
import { formatDay } from '../parts/time.ts';

/** What joining means, as facts: money, pace, time, risk, and who sees what. */
export function CampaignFacts({ campaign }: { campaign: CampaignView }) {
  const { t, locale } = useLanguage();
  const { price, free, medianSeconds, redundancy } = campaign;
  const wage = price === null ? null : hourly(price, medianSeconds);
  return (
    <dl class="facts">
      <Fact name={t('fact_price')}>
        {price === null ? t('price_none') : formatMoney(price, locale)}
        {price !== null && (
          <span class="faded">
            {t('fact_token')} <Hash of={price.token} />
          </span>
        )}
      </Fact>
      <Fact name={t('fact_audience')}>
        {campaign.audience.length === 0
          ? t('audience_all')
          : t('audience_some', anyLanguage(campaign.audience, locale))}
      </Fact>
      <Fact name={t('fact_pay')}>{t(campaign.pay === 'flat' ? 'pay_flat' : 'pay_better_than_guess')}</Fact>
      <Fact name={t('fact_pace')}>
        {medianSeconds === null
          ? t('pace_unknown')
          : t('pace', new Intl.NumberFormat(locale).format(medianSeconds))}
        {wage !== null && <span>{t('wage', formatMoney(wage, locale))}</span>}
      </Fact>
      <Fact name={t('fact_when')}>{t('paid_within', campaign.acceptByHours)}</Fact>
      <Fact name={t('fact_refused')}>{t('refused_rate', formatPpm(campaign.refusalRate, locale))}</Fact>
      <Fact name={t('fact_free')}>
        {free === null ? t('free_none') : t('free', formatMoney(free, locale))}
      </Fact>
      <Fact name={t('fact_redundancy')}>
        {redundancy.min === redundancy.max
          ? t('redundancy_fixed', redundancy.max)
          : t('redundancy_range', redundancy.min, redundancy.max)}
        {campaign.lotteryShare < 10_000 && (
          <span class="faded">{t('by_lot', formatPpm(campaign.lotteryShare * 100, locale))}</span>
        )}
      </Fact>
      <Fact name={t('fact_share')}>
        {t('share', formatPpm(campaign.labelersShare * 100, locale))}
        {campaign.ownPart !== null && <span>{t('own_part', formatPpm(campaign.ownPart, locale))}</span>}
      </Fact>
      <Fact name={t('fact_open')}>
        {t('open_from_to', formatDay(campaign.opens, locale), formatDay(campaign.closes, locale))}
      </Fact>
      <Fact name={t('fact_requester')}>
        <Hash of={campaign.requester} />
      </Fact>
      <Fact name={t('fact_sites')}>
        {campaign.origins.length === 0 && t('sites_none')}
        <ul class="sites" dir="ltr">
          {campaign.origins.map((origin) => (
            <li key={origin}>{origin.replace(/\/\*$/, '')}</li>
          ))}
        </ul>
      </Fact>
      <Fact name={t('fact_who_sees')}>
        <ul class="plain">
          <li>{t('sees_browsing')}</li>
          <li>{t('sees_requester')}</li>
          <li>{t('sees_public')}</li>
        </ul>
      </Fact>
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
