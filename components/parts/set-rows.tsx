import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { SetView } from '../../lib/view/question-set.ts';
import { plural, useLanguage } from './language.ts';

/** Private question sets in a list, with how many labels each has. */
export function SetRows({ sets, onOpen }: { sets: readonly SetView[]; onOpen(campaign: Hex): void }) {
  const language = useLanguage();
  const { t } = language;
  if (sets.length === 0) return null;
  return (
    <ul class="rows">
      {sets.map(({ campaign, title, labels, granted }) => (
        <li key={campaign}>
          <button type="button" class="row" data-view={campaign} onClick={() => onOpen(campaign)}>
            <span class="name" dir="auto">
              {title}
            </span>
            <span class="faded">{plural(language, labels, 'set_labels_one', 'set_labels_many')}</span>
            {!granted && <span class="badge warn">{t('joined_not_granted')}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
