import { useState } from 'preact/hooks';
import { formatMoney } from '../../lib/view/format-money.ts';
import type { EarningsView } from '../../lib/view/overview.ts';
import { ActButton } from '../parts/act-button.tsx';
import { useFocusOnChange } from '../parts/focus-on-change.ts';
import { Hash } from '../parts/hash.tsx';
import { type Key, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn, isBusy } from './act.ts';
import { ClaimOffer } from './claim-offer.tsx';
import { usePanel, usePanelState } from './panel-context.ts';

const claimSays = { queued: 'claim_queued', sent: 'claim_sent', mined: 'claim_mined' } as const satisfies {
  [State in NonNullable<EarningsView['claim']>['state']]: Key;
};

interface EarningsCardProps {
  earnings: EarningsView;
  /** Whether the first click on Claim offers a recovery file. */
  offersFile: boolean;
}

/** Money on its way to one address: waiting, credited, claimed, and what can be claimed now. */
export function EarningsCard({ earnings, offersFile }: EarningsCardProps) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const { payTo, open, credited, claimed, claimable, claim } = earnings;
  const { [`claim ${payTo} ${claimable.token}` as const]: act } = usePanelState().acts;
  const [isOffered, setOffered] = useState(false);
  const button = useFocusOnChange<HTMLButtonElement>(isOffered);
  const begin = () => {
    setOffered(false);
    void panel.claim(payTo, claimable.token);
  };
  const isNothing = BigInt(claimable.units) === 0n;
  const running = isBusy(act) || claim?.state === 'queued' || claim?.state === 'sent';
  return (
    <li class="note earnings">
      <p class="big-money">{formatMoney(claimable, locale)}</p>
      <p class="faded">{t('claimable_says')}</p>
      <dl class="facts">
        <dt>{t('earn_open')}</dt>
        <dd>{formatMoney(open, locale)}</dd>
        <dt>{t('earn_credited')}</dt>
        <dd>{formatMoney(credited, locale)}</dd>
        <dt>{t('earn_claimed')}</dt>
        <dd>{formatMoney(claimed, locale)}</dd>
        <dt>{t('earn_pay_to')}</dt>
        <dd>
          <Hash of={payTo} />
        </dd>
      </dl>
      {isOffered && offersFile ? (
        <ClaimOffer onClaim={begin} onCancel={() => setOffered(false)} />
      ) : (
        <ActButton
          focused={button}
          class="primary"
          // Who has claimed is still at it.
          disabled={isNothing && claim === null && !running}
          busy={running || isNothing}
          onClick={offersFile ? () => setOffered(true) : begin}
        >
          {t(running ? 'claiming' : 'claim')}
        </ActButton>
      )}
      <div role="status">
        {claim !== null && (
          <p class={claim.state === 'mined' ? 'good' : 'faded'}>
            {t(claimSays[claim.state], formatMoney(claim.amount, locale))}{' '}
            {claim.txHash !== null && <Hash of={claim.txHash} />}
          </p>
        )}
      </div>
      <FailureNotice failure={failureIn(act)} />
    </li>
  );
}
