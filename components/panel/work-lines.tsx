import type { LabelView } from '../../lib/view/overview.ts';
import { useLanguage } from '../parts/language.ts';

/** Below this quality, in basis points, nothing is paid: as the rule has it. */
const least = 1500;

/** In whole percent: what was reached is rounded down, what it pays to the nearest. */
const reachedPercent = (reached: number) => Math.floor(reached / 100);
const paidPercent = (reached: number) => Math.round((2000 + 0.8 * reached) / 100);

/** How a label's pay follows from its key's work, or what it still waits for: the sentence, and what it is measured on. */
export function WorkLines({ label: { work, state, appeal } }: { label: LabelView }) {
  const { t } = useLanguage();
  // One that won its appeal is paid whole, whatever its key's work is.
  if (work === null || appeal?.state === 'won') return null;
  const { scored, golds, reached, hold } = work;
  if (state === 'held') return <p class="work">{t('work_held', hold.scored, hold.golds, scored, golds)}</p>;
  if (scored === 0) return <p class="work">{t('work_unknown')}</p>;
  const percent = reachedPercent(reached);
  return (
    <p class="work">
      {reached < least ? t('work_below', percent) : t('work_paid', percent, paidPercent(reached))}{' '}
      {t('work_measured', scored, golds)}
    </p>
  );
}
