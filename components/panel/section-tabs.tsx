import { useRef } from 'preact/hooks';
import { type Key, useLanguage } from '../parts/language.ts';
import { nextFocus } from '../question/next-focus.ts';
import { usePanel } from './panel-context.ts';
import { type Section, sections } from './store.ts';

const names: { readonly [Name in Section]: Key } = {
  here: 'section_here',
  campaigns: 'section_campaigns',
  labels: 'section_labels',
  earnings: 'section_earnings',
  keys: 'section_keys',
};

/** WAI-ARIA tabs that follow the focus. */
export function SectionTabs({ section }: { section: Section }) {
  const { t } = useLanguage();
  const panel = usePanel();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = nextFocus(event, sections.indexOf(section), sections.length);
    const to = next === undefined ? undefined : sections[next];
    if (to === undefined) return;
    event.preventDefault();
    panel.show(to);
    list.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" ref={list} onKeyDown={move} aria-label={t('sections')}>
      {sections.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === section}
          aria-controls="section"
          tabIndex={name === section ? 0 : -1}
          onClick={() => panel.show(name)}
        >
          {t(names[name])}
        </button>
      ))}
    </div>
  );
}
