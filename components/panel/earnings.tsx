import type { Overview } from '../../lib/view/overview.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { EarningsCard } from './earnings-card.tsx';

/** What was earned, per address that is paid and token. */
export function Earnings({ overview: { earnings, account } }: { overview: Overview }) {
  const { t } = useLanguage();
  return (
    <>
      {earnings.length === 0 && <p class="empty">{t('earnings_none')}</p>}
      <ul class="sheets">
        {earnings.map((one) => (
          <EarningsCard key={`${one.payTo} ${one.open.token}`} earnings={one} />
        ))}
      </ul>
      <p class="faded">
        {t('your_account')} <Hash of={account} />
      </p>
    </>
  );
}
