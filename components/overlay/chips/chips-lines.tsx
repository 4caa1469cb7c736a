import { Fragment } from 'preact';
import type { StoreApi } from 'zustand/vanilla';
import { plural, useLanguage } from '../../parts/language.ts';
import { formatMoney } from '../../parts/money.ts';
import { useStore } from '../../parts/use-store.ts';
import { GuideLine } from '../guide/guide-line.tsx';
import type { Counts } from './counts.ts';

/** Each campaign that asks about elements, with how many the page has and what is to be read. */
export function ChipsLines({ counts }: { counts: StoreApi<Counts> }) {
  const language = useLanguage();
  const { t, locale } = language;
  return useStore(counts).map(({ offer, found }) => (
    <Fragment key={offer.campaign}>
      <p class="chips-line">
        <span dir="auto">{offer.title}</span>
        {` · ${plural(language, found, 'chips_here_one', 'chips_here_many')} · `}
        {offer.price === null ? t('price_none') : formatMoney(offer.price, locale)}
      </p>
      {offer.isGuided && <GuideLine campaign={offer.campaign} />}
    </Fragment>
  ));
}

/** All of them as one number. */
export function ChipsCount({ counts }: { counts: StoreApi<Counts> }) {
  const all = useStore(counts).reduce((sum, { found }) => sum + found, 0);
  return all > 0 ? <span class="count">{all}</span> : null;
}
