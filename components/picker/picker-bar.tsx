import { useEffect, useRef } from 'preact/hooks';
import { plural, useLanguage } from '../parts/language.ts';
import { useStore } from '../parts/use-store.ts';
import type { Picking } from './picking.ts';
import type { Proposal } from './propose.ts';

interface PickerBarProps {
  picking: Picking;
  onUse(proposal: Proposal): void;
  onCancel(): void;
}

/** The bar at the edge of the page: what to do, what was found, and the ways on. */
export function PickerBar({ picking, onUse, onCancel }: PickerBarProps) {
  const language = useLanguage();
  const { t } = language;
  const { at, proposals, chosen, nothing } = useStore(picking.store);
  const proposal = proposals[chosen];
  const use = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (proposals.length > 0) use.current?.focus();
  }, [proposals]);
  const trusted = (act: () => void) => (event: Event) => {
    if (event.isTrusted) act();
  };
  return (
    <section class="bar" aria-label={t('picker_name')}>
      {nothing && <p role="alert">{t('picker_nothing')}</p>}
      <p role="status">
        {proposal === undefined
          ? t(at === null ? 'picker_says' : 'picker_at', at?.localName ?? '')
          : plural(language, proposal.matches.length, 'picker_found_one', 'picker_found_many')}
      </p>
      {at !== null && proposals.length === 0 && <p class="faded">{t('picker_keys')}</p>}
      {proposals.length > 0 && (
        <fieldset>
          <legend>{t('picker_ways')}</legend>
          {proposals.map(({ selector, key, matches }, index) => (
            <label key={selector}>
              <input
                type="radio"
                name="way"
                checked={index === chosen}
                onChange={trusted(() => picking.show(index))}
              />
              <code dir="ltr">{selector}</code>
              <span class="faded">
                {plural(language, matches.length, 'picker_count_one', 'picker_count_many')} ·{' '}
                {key === undefined ? t('picker_by_text') : t('picker_by_key', key)}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="tools">
        {proposal !== undefined && (
          <>
            <button ref={use} type="button" class="primary" onClick={trusted(() => onUse(proposal))}>
              {t('picker_use')}
            </button>
            <button type="button" onClick={trusted(picking.back)}>
              {t('picker_other')}
            </button>
          </>
        )}
        <button type="button" onClick={trusted(onCancel)}>
          {t('cancel')}
        </button>
      </div>
    </section>
  );
}
