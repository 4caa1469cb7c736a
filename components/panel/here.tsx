import { useEffect, useMemo } from 'preact/hooks';
import type { Offer } from '../../lib/view/offer.ts';
import type { Overview } from '../../lib/view/overview.ts';
import { createAnswering } from '../overlay/answering.ts';
import { offerKey } from '../overlay/offer.ts';
import { SheetView } from '../overlay/sheet-view.tsx';
import { ownPageGuard } from '../overlay/verdict.ts';
import { useClock } from '../parts/clock.ts';
import { useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import { CampaignRow } from './campaign-row.tsx';
import { usePanel } from './panel-context.ts';

/** What the page in front offers. Labels can be given here too, where no page can interfere. */
export function Here({ overview: { here, campaigns } }: { overview: Overview }) {
  const { t } = useLanguage();
  if (here === null)
    return (
      <div class="empty">
        <p>{t('here_unknown')}</p>
        <p>{t('here_unknown_next')}</p>
      </div>
    );
  const unjoined = campaigns.filter(({ campaign }) => here.unjoined.includes(campaign));
  return (
    <>
      <p class="address" dir="ltr" title={here.address}>
        {here.address}
      </p>
      {here.offers.length > 0 && <Offers key={here.offers.map(offerKey).join()} offers={here.offers} />}
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
      {here.offers.length === 0 && unjoined.length === 0 && <p class="empty">{t('here_nothing')}</p>}
    </>
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
