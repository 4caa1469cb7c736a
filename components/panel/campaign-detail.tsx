import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useClock } from '../parts/clock.ts';
import { useFocusOnChange } from '../parts/focus-on-change.ts';
import { useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { AskedGuide } from './asked-guide.tsx';
import { CampaignFacts } from './campaign-facts.tsx';
import { ForReaders } from './for-readers.tsx';
import { JoinForm } from './join-form.tsx';
import { usePanel, usePanelState } from './panel-context.ts';
import { PayToForm } from './pay-to-form.tsx';

interface CampaignDetailProps {
  campaign: CampaignView;
  /** The labeler's own address. */
  account: Hex;
  /** The languages that they read, by primary subtags. */
  reads: readonly string[];
}

/** One campaign: what it asks, what joining it means, and the door in or out. */
export function CampaignDetail({ campaign, account, reads }: CampaignDetailProps) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { acts } = usePanelState();
  const closed = useClock()() >= campaign.closes;
  const { [`leave ${campaign.campaign}` as const]: leave } = acts;
  const isIn = campaign.joined && campaign.granted;
  const title = useFocusOnChange<HTMLHeadingElement>(isIn);
  return (
    <article>
      <button type="button" class="quiet" onClick={() => panel.open(null)}>
        {t('back')}
      </button>
      <h2 class="big" ref={title} tabIndex={-1} dir="auto">
        {campaign.title}
      </h2>
      <ul class="asks">
        {campaign.questions.map(({ id, ask }) => (
          <li key={id} dir="auto">
            {ask}
          </li>
        ))}
      </ul>
      <AskedGuide campaign={campaign.campaign} />
      <h3>{t('join_means')}</h3>
      <CampaignFacts campaign={campaign} />
      <div role="status">
        {closed && <p class="notice warn">{t('failure_closed')}</p>}
        {isIn && !closed && <p class="notice good">{t('joined_says')}</p>}
        {!campaign.joined && leave?.state === 'done' && <p class="notice good">{t('left_says')}</p>}
      </div>
      {!isIn && !closed && (
        <ForReaders campaign={campaign} reads={reads}>
          <JoinForm campaign={campaign} account={account} />
        </ForReaders>
      )}
      {isIn && !closed && <PayToForm campaign={campaign} account={account} />}
      {campaign.joined && (
        <div class="stack">
          <p class="faded">{t('leave_says')}</p>
          <ActButton busy={isBusy(leave)} onClick={() => void panel.leave(campaign.campaign)}>
            {t('leave')}
          </ActButton>
          <FailureNotice failure={failureIn(leave)} />
        </div>
      )}
    </article>
  );
}
