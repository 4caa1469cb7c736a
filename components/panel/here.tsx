import { useEffect, useMemo } from 'preact/hooks';
import type { ElementsOffer, Offer } from '../../lib/view/offer.ts';
import type { Overview } from '../../lib/view/overview.ts';
import { createAnswering } from '../overlay/answering.ts';
import { GuideContext } from '../overlay/guide/guide-context.ts';
import { GuideLine } from '../overlay/guide/guide-line.tsx';
import { offerKey } from '../overlay/offer.ts';
import { SheetView } from '../overlay/sheet-view.tsx';
import { ownPageGuard } from '../overlay/verdict.ts';
import { campaignInLink } from '../parts/campaign-link.ts';
import { useClock } from '../parts/clock.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import { AskedGuide } from './asked-guide.tsx';
import { CampaignRow } from './campaign-row.tsx';
import { LinkedCampaign } from './linked-campaign.tsx';
import { usePanel, usePanelState } from './panel-context.ts';
import { PassagesNote } from './passages-note.tsx';

const isSelection = ({ target }: Offer): boolean => target.unit === 'selection';

/** What the page in front offers. Labels can be given here too, where no page can interfere. */
export function Here({ overview }: { overview: Overview }) {
  const { t } = useLanguage();
  const { here, campaigns } = overview;
  if (here === null)
    return (
      <div class="empty">
        <p>{t('here_unknown')}</p>
        <p>{t('here_unknown_next')}</p>
      </div>
    );
  const linked = campaignInLink(here.address);
  const whole = here.offers.filter((offer) => !isSelection(offer));
  const unjoined = campaigns.filter(({ campaign }) => here.unjoined.includes(campaign));
  return (
    <GuideContext.Provider value={AskedGuide}>
      <p class="address" dir="ltr" title={here.address}>
        {here.address}
      </p>
      {linked !== undefined && (
        <LinkedCampaign address={here.address} campaign={linked} overview={overview} />
      )}
      {whole.length > 0 && <Offers key={whole.map(offerKey).join()} offers={whole} />}
      {here.offers.filter(isSelection).map((offer) => (
        <PassagesNote key={offerKey(offer)} offer={offer} />
      ))}
      {here.elements.map(({ offer, labeled }) => (
        <ElementsLine key={offer.campaign} offer={offer} labeled={labeled} />
      ))}
      {unjoined.length > 0 && (
        <>
          <h2>{t('here_unjoined')}</h2>
          <ul class="rows">
            {unjoined.map((campaign) => (
              <CampaignRow key={campaign.campaign} campaign={campaign} />
            ))}
          </ul>
        </>
      )}
      {linked === undefined && here.offers.length + here.elements.length + unjoined.length === 0 && (
        <p class="empty">{t('here_nothing')}</p>
      )}
    </GuideContext.Provider>
  );
}

/** A campaign that asks about elements: they are labeled on the page, where they are seen. */
function ElementsLine({ offer, labeled }: { offer: ElementsOffer; labeled: number }) {
  const language = useLanguage();
  const { t, locale } = language;
  const found = usePanelState().found[offer.campaign];
  const count = new Intl.NumberFormat(locale).format(labeled);
  return (
    <section class="note stack" aria-label={offer.title}>
      <h2>{offer.title}</h2>
      {offer.isGuided && <GuideLine campaign={offer.campaign} />}
      <p>
        {found === undefined
          ? t('here_elements_unknown', count)
          : plural(language, found, 'here_elements_one', 'here_elements_many', count)}
      </p>
      <p class="faded">{t('here_elements_next')}</p>
    </section>
  );
}

function Offers({ offers }: { offers: readonly Offer[] }) {
  const { call, activeMs } = usePanel();
  const clock = useClock();
  const answering = useMemo(
    () => createAnswering(offers, { call, clock, activeMs }),
    [call, clock, activeMs],
  );
  useEffect(() => answering.receive(offers), [answering, offers]);
  const { sheets } = useStore(answering.store);
  return (
    <ul class="sheets">
      {sheets.map((sheet) => (
        <li key={offerKey(sheet.offer)} class="note">
          <SheetView sheet={sheet} answering={answering} guard={ownPageGuard} keys={false} />
        </li>
      ))}
    </ul>
  );
}
