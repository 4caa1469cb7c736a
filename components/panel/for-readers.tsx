import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { primaryOf } from '../../lib/view/audience.ts';
import type { CampaignView } from '../../lib/view/overview.ts';
import { useLanguage } from '../parts/language.ts';
import { anyLanguage, languageNames } from '../parts/language-name.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn } from './act.ts';
import { usePanel, usePanelState } from './panel-context.ts';

interface ForReadersProps {
  campaign: CampaignView;
  reads: readonly string[];
  /** The way in. */
  children: ComponentChildren;
}

/** What is for people who read something else is joined by who says first that they read it. Nobody checks that. */
export function ForReaders({ campaign: { audience, fits, joined }, reads, children }: ForReadersProps) {
  const { t, locale } = useLanguage();
  const panel = usePanel();
  const { reads: act } = usePanelState().acts;
  const inside = useRef<HTMLDivElement>(null);
  const said = useRef(false);
  // The button that had the focus is gone: what it has opened is there instead.
  useEffect(() => {
    if (fits && said.current) inside.current?.focus();
  }, [fits]);
  if (fits || joined)
    return (
      <div ref={inside} tabIndex={-1}>
        {children}
      </div>
    );
  return (
    <div class="stack">
      <p class="notice warn">{t('audience_not_you', anyLanguage(audience, locale))}</p>
      {[...new Set(audience.map(primaryOf))].map((tag) => (
        <button
          key={tag}
          type="button"
          onClick={() => {
            said.current = true;
            void panel.changeLanguages([...reads, tag]);
          }}
        >
          {t('audience_i_read', languageNames(locale)(tag))}
        </button>
      ))}
      <FailureNotice failure={failureIn(act)} />
    </div>
  );
}
