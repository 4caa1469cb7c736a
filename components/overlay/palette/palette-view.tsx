import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { plural, useLanguage } from '../../parts/language.ts';
import { isByPerson } from '../by-person.ts';
import type { PaletteEntry } from './palette.ts';

interface PaletteViewProps {
  entries: readonly PaletteEntry[];
  /** Index of the one that Enter chooses. */
  at: number;
  onType(text: string): void;
  onChoose(entry: PaletteEntry, event: Event): void;
  onClose(): void;
}

/** An editable combobox whose list is always open (WAI-ARIA practices): the focus stays in the field, the list follows it. */
export function PaletteView({ entries, at, onType, onChoose, onClose }: PaletteViewProps) {
  const language = useLanguage();
  const { t } = language;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const active = entries[at];
  const idOf = (entry: PaletteEntry) => `${id}-${entry.id}`;
  useLayoutEffect(() => {
    // Only the list scrolls: the page stays where it is.
    const [box, one] = [list.current, list.current?.querySelector<HTMLElement>('[aria-selected=true]')];
    if (box === null || one === null || one === undefined) return;
    const { offsetTop, offsetHeight } = one;
    if (offsetTop < box.scrollTop) box.scrollTop = offsetTop;
    const below = offsetTop + offsetHeight - box.clientHeight;
    if (below > box.scrollTop) box.scrollTop = below;
  });
  return (
    <div role="dialog" aria-label={t('palette_name')} class="palette-box">
      <div class="palette-head">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && idOf(active)}
          aria-label={t('palette_find')}
          placeholder={t('palette_find')}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        <button
          type="button"
          class="quiet"
          onClick={(event) => {
            if (isByPerson(event)) onClose();
          }}
        >
          {t('span_close')}
        </button>
      </div>
      <div ref={list} role="listbox" id={`${id}-list`} aria-label={t('palette_name')} class="palette-list">
        {entries.map((entry) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
          <div
            key={entry.id}
            id={idOf(entry)}
            role="option"
            aria-selected={entry === active}
            class="palette-entry"
            onPointerDown={(event) => event.preventDefault()}
            onClick={(event) => onChoose(entry, event)}
          >
            <span dir="auto">{entry.says}</span> {entry.key !== null && <span class="key">{entry.key}</span>}
          </div>
        ))}
      </div>
      <p class="palette-count" role="status">
        {entries.length === 0
          ? t('palette_none')
          : plural(language, entries.length, 'palette_found_one', 'palette_found_many')}
      </p>
    </div>
  );
}
