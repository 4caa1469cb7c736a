import { useEffect } from 'preact/hooks';
import type { Overview } from '../../lib/view/overview.ts';
import { useClock } from '../parts/clock.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { RelayDoor } from '../parts/relay-door.tsx';
import { failureIn, isBusy } from './act.ts';
import { CampaignDetail } from './campaign-detail.tsx';
import { CampaignRow } from './campaign-row.tsx';
import { CampaignRows } from './campaign-rows.tsx';
import { LanguagesRead } from './languages-read.tsx';
import { NewsSwitch } from './news-switch.tsx';
import { usePanel, usePanelState } from './panel-context.ts';
import { QuestionSets } from './question-sets.tsx';

const about = (address: string | undefined) => (address === undefined ? {} : { new: address });

/** A campaign is here within five seconds of its funding, for who waits for it. */
const lookMs = 3500;

/** Looks for new campaigns while the list is what the person attends to; a panel beside the page that is read asks nothing. */
function useLooking(isList: boolean): void {
  const { look } = usePanel();
  useEffect(() => {
    if (!isList) return undefined;
    let isOut = false;
    const timer = setInterval(async () => {
      if (isOut || !document.hasFocus()) return;
      isOut = true;
      await look();
      isOut = false;
    }, lookMs);
    return () => clearInterval(timer);
  }, [look, isList]);
}

/** Campaigns of the relay, joined ones first, or one of them whole. */
export function Campaigns({ overview }: { overview: Overview }) {
  const language = useLanguage();
  const { t } = language;
  const panel = usePanel();
  const now = useClock()();
  const { campaign: open, acts } = usePanelState();
  const { newer } = overview;
  const chosen = overview.campaigns.find(({ campaign }) => campaign === open);
  useLooking(chosen === undefined);
  if (chosen !== undefined)
    return (
      <CampaignDetail
        key={chosen.campaign}
        campaign={chosen}
        account={overview.account}
        reads={overview.reads}
      />
    );
  const joined = overview.campaigns.filter((campaign) => campaign.joined);
  const others = overview.campaigns.filter((campaign) => !campaign.joined && campaign.closes > now);
  const count = acts.useRelay?.state === 'done' ? acts.useRelay.count : null;
  return (
    <>
      {joined.length > 0 && <h2>{t('campaigns_joined')}</h2>}
      <ul class="rows">
        {joined.map((campaign) => (
          <CampaignRow key={campaign.campaign} campaign={campaign} />
        ))}
      </ul>
      {others.length > 0 && <h2>{t('campaigns_others')}</h2>}
      <CampaignRows campaigns={others} />
      {joined.length + others.length + newer === 0 && (
        <p class="empty">{t(overview.relay === null ? 'campaigns_no_relay' : 'campaigns_none')}</p>
      )}
      {newer > 0 && (
        <p class="faded">{plural(language, newer, 'campaigns_newer_one', 'campaigns_newer_many')}</p>
      )}
      {overview.relay !== null && (
        <>
          <LanguagesRead reads={overview.reads} campaigns={overview.campaigns} />
          <NewsSwitch tells={overview.tells} />
        </>
      )}
      <QuestionSets sets={overview.sets} />
      <RelayDoor
        busy={isBusy(acts.useRelay)}
        failure={failureIn(acts.useRelay)}
        campaigns={count}
        onRelay={(url) => void panel.useRelay(url)}
      />
      <div class="door">
        <h2>{t('door_requester')}</h2>
        <div>
          <button type="button" onClick={() => panel.openConsole(about(overview.here?.address))}>
            {t('open_console')}
          </button>
        </div>
      </div>
    </>
  );
}
