import type { Ref } from 'preact';
import { useLanguage } from '../parts/language.ts';
import { trusted } from './by-person.ts';
import { CornerIcon, FoldIcon, KeysIcon, NoteIcon } from './icons.tsx';

interface BarProps {
  /** Of the button that folds the card. */
  toggle: Ref<HTMLButtonElement>;
  labeling: boolean;
  onLabeling(on: boolean): void;
  onMove(): void;
  onFold(): void;
}

/** The card's name, and what can be done with the card itself. */
export function Bar({ toggle, labeling, onLabeling, onMove, onFold }: BarProps) {
  const { t } = useLanguage();
  return (
    <div class="bar">
      <span class="brand" aria-hidden="true">
        <NoteIcon />
        {t('extension_name')}
      </span>
      <button
        type="button"
        class="tool"
        aria-pressed={labeling}
        title={t('labeling_hint')}
        onClick={trusted(() => onLabeling(!labeling))}
      >
        <KeysIcon />
        {t(labeling ? 'labeling_stop' : 'labeling_start')}
      </button>
      <button
        type="button"
        class="tool icon"
        aria-label={t('overlay_move')}
        title={t('overlay_move')}
        onClick={trusted(onMove)}
      >
        <CornerIcon />
      </button>
      <button
        ref={toggle}
        type="button"
        class="tool icon"
        aria-expanded="true"
        aria-label={t('overlay_fold')}
        title={t('overlay_fold')}
        onClick={trusted(onFold)}
      >
        <FoldIcon />
      </button>
    </div>
  );
}
