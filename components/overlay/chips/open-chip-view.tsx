import { useLanguage } from '../../parts/language.ts';
import { useStore } from '../../parts/use-store.ts';
import type { Answering } from '../answering.ts';
import { SheetView } from '../sheet-view.tsx';
import type { Guard } from '../verdict.ts';

interface OpenChipViewProps {
  answering: Answering;
  guard: Guard;
  labeling: boolean;
  /** What was saved of the chip from which the keys went on to this one. */
  before: string | null;
}

/** A chip that is open: the question, its options, and what became of the answer. */
export function OpenChipView({ answering, guard, labeling, before }: OpenChipViewProps) {
  const { t } = useLanguage();
  const [sheet] = useStore(answering.store).sheets;
  if (sheet === undefined) return null;
  return (
    <>
      {before !== null && (
        <p class="status good" role="status">
          {t('chip_before', before)}
        </p>
      )}
      <SheetView sheet={sheet} answering={answering} guard={guard} keys={labeling} />
    </>
  );
}
