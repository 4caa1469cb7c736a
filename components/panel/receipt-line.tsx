import type { LabelView } from '../../lib/view/overview.ts';
import { Hash } from '../parts/hash.tsx';
import { useLanguage } from '../parts/language.ts';
import { formatTime } from '../parts/time.ts';

/** What the relay signed for a label: number, epoch, by when it settles; and the epoch that settled it. */
export function ReceiptLine({ label: { receipt, epoch, state } }: { label: LabelView }) {
  const { t, locale } = useLanguage();
  if (receipt === null) return null;
  return (
    <p class="receipt">
      {t('receipt', receipt.number, receipt.epoch)} <Hash of={receipt.batchHash} />
      {epoch !== null && <span>{t('settled_in', epoch)}</span>}
      {epoch === null && (state === 'received' || state === 'held') && (
        <span>{t('settles_by', formatTime(receipt.acceptBy, locale))}</span>
      )}
    </p>
  );
}
