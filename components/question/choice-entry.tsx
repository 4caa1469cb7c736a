import { useId, useState } from 'preact/hooks';
import { useLanguage } from '../parts/language.ts';
import type { Entry } from './choice-entries.ts';

interface ChoiceEntryProps {
  entry: Entry;
  /** Of its words, where they are the requester's. */
  lang?: string | undefined;
  role: 'radio' | 'checkbox';
  chosen: boolean;
  /** Whether it is the one of its group that Tab reaches. */
  reachable: boolean;
  locked: boolean;
  showKey: boolean;
  onFocus(): void;
  onChoose(event: Event): void;
}

/** One option with its key, and what it covers on demand. */
export function ChoiceEntry(props: ChoiceEntryProps) {
  const { entry, lang, role, chosen, reachable, locked, showKey, onFocus, onChoose } = props;
  const { t } = useLanguage();
  const id = useId();
  const [open, setOpen] = useState(false);
  const small = entry.abstention !== null;
  return (
    <div class={small ? 'entry small' : 'entry'}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles know aria-checked; a native radio would choose on arrows, and so save */}
      <button
        type="button"
        class="pick"
        role={role}
        data-entry={entry.id}
        aria-checked={chosen}
        aria-disabled={locked}
        aria-keyshortcuts={showKey && entry.key !== null ? entry.key : undefined}
        aria-describedby={open ? id : undefined}
        title={small ? (entry.hint ?? undefined) : undefined}
        tabIndex={reachable ? 0 : -1}
        onFocus={onFocus}
        onClick={(event) => {
          if (!locked) onChoose(event);
        }}
      >
        <span class="name" dir="auto" lang={lang}>
          {entry.label}
        </span>
        {showKey && entry.key !== null && (
          <span aria-hidden="true" class="key">
            {entry.key.toUpperCase()}
          </span>
        )}
      </button>
      {!small && entry.hint !== null && (
        <button
          type="button"
          class="hint-button"
          aria-expanded={open}
          aria-controls={id}
          aria-label={t('choice_hint', entry.label)}
          onClick={() => setOpen(!open)}
        >
          {'?'}
        </button>
      )}
      {open && (
        <p class="hint" id={id} dir="auto" lang={lang}>
          {entry.hint}
        </p>
      )}
    </div>
  );
}
