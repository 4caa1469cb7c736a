import type { Overview } from '../../lib/view/overview.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { EarningsCard } from './earnings-card.tsx';
import { usePanelState } from './panel-context.ts';
import { Recovery } from './recovery.tsx';

/** What was earned, per address that is paid and token. */
export function Earnings({ overview: { earnings, account, recovery } }: { overview: Overview }) {
  const { t } = useLanguage();
  const isAsked = Object.keys(usePanelState().acts).some((name) => name.startsWith('claim '));
  const isFirstClaim = recovery.savedAt === null && !isAsked && earnings.every(({ claim }) => claim === null);
  return (
    <>
      {earnings.length === 0 && <p class="empty">{t('earnings_none')}</p>}
      <ul class="sheets">
        {earnings.map((one) => (
          <EarningsCard key={`${one.payTo} ${one.open.token}`} earnings={one} offersFile={isFirstClaim} />
        ))}
      </ul>
      <p class="faded">
        {t('your_account')} <Hash of={account} />
      </p>
      <Recovery recovery={recovery} />
    </>
  );
}
