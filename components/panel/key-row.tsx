import type { Action } from '../../lib/view/key-map.ts';
import { actionWords } from '../parts/action-words.ts';
import { keyName } from '../parts/key-name.ts';
import { useLanguage } from '../parts/language.ts';

interface KeyRowProps {
  action: Action;
  /** By the name that `pressName` gives. */
  name: string;
  /** Whether the next key that is pressed is to be its own. */
  waiting: boolean;
  onWait(): void;
  onPress(event: KeyboardEvent): void;
  onLeave(): void;
}

/** One action with its key, which is a button that takes another. */
export function KeyRow({ action, name, waiting, onWait, onPress, onLeave }: KeyRowProps) {
  const { t } = useLanguage();
  const does = t(actionWords[action]);
  const shown = keyName(t, name);
  return (
    <li class="key-row">
      <span>{does}</span>
      <button
        type="button"
        class={waiting ? 'waiting' : ''}
        aria-label={waiting ? t('keys_pressing', does) : t('keys_change', does, shown)}
        onClick={onWait}
        onKeyDown={(event) => {
          if (waiting) onPress(event);
        }}
        onBlur={onLeave}
      >
        {waiting ? t('keys_press') : <kbd class="key">{shown}</kbd>}
      </button>
    </li>
  );
}
