import type { Overview } from '../../lib/view/overview.ts';
import { useLanguage } from '../parts/language.ts';
import { Account } from './account.tsx';
import { EarningsCard } from './earnings-card.tsx';
import { usePanelState } from './panel-context.ts';
import { Recovery } from './recovery.tsx';
import { Skills } from './skills.tsx';

/** What was earned, per address that is paid and token. */
export function Earnings({ overview }: { overview: Overview }) {
  const { t } = useLanguage();
  const { earnings, recovery } = overview;
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
      <Skills skills={overview.skills} />
      <Account overview={overview} />
      <Recovery recovery={recovery} />
    </>
  );
}
