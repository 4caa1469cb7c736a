import type { CampaignView } from '../../lib/view/overview.ts';
import { plural, useLanguage } from '../parts/language.ts';
import { CampaignRow } from './campaign-row.tsx';

const rows = (campaigns: readonly CampaignView[]) => (
  <ul class="rows">
    {campaigns.map((campaign) => (
      <CampaignRow key={campaign.campaign} campaign={campaign} />
    ))}
  </ul>
);

/** Campaigns that could be joined. Those for people who read something else are folded: a hint, which keeps nobody out. */
export function CampaignRows({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const language = useLanguage();
  const foreign = campaigns.filter(({ fits }) => !fits);
  return (
    <>
      {rows(campaigns.filter(({ fits }) => fits))}
      {foreign.length > 0 && (
        <details>
          <summary>
            {plural(language, foreign.length, 'campaigns_foreign_one', 'campaigns_foreign_many')}
          </summary>
          {rows(foreign)}
        </details>
      )}
    </>
  );
}
