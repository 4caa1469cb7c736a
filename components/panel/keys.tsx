import { useState } from 'preact/hooks';
import {
  type Action,
  actions,
  firstKeyMap,
  type KeyFault,
  type KeyMap,
  keyFault,
  pressName,
} from '../../lib/view/key-map.ts';
import { actionWords } from '../parts/action-words.ts';
import { keyName } from '../parts/key-name.ts';
import { type Key, type Translate, useLanguage } from '../parts/language.ts';
import { FailureNotice } from '../parts/notice.tsx';
import { failureIn } from './act.ts';
import { KeyRow } from './key-row.tsx';
import { usePanel, usePanelState } from './panel-context.ts';

/** Held to press another, so none by themselves. */
const held = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn', 'NumLock'];

/** Keys that nobody can change, as `pressName` names them. */
const fixed: readonly (readonly [says: Key, ...names: string[]])[] = [
  ['keys_fixed_move', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'],
  ['keys_fixed_ends', 'Home', 'End'],
  ['fixed_leave', 'Escape'],
];

const sentences: Readonly<Record<Exclude<KeyFault, object>, Key>> = {
  answers: 'keys_answers',
  fixed: 'keys_fixed',
  unknown: 'keys_unknown',
};

function faultText(t: Translate, fault: KeyFault, name: string): string {
  if (typeof fault === 'object') return t('keys_taken', name, t(actionWords[fault.taken]));
  return t(sentences[fault], name);
}

/** Which key does what in labeling mode, and other keys for it. */
export function Keys({ keyMap }: { keyMap: KeyMap }) {
  const { t } = useLanguage();
  const panel = usePanel();
  const { keys: act } = usePanelState().acts;
  const [waiting, setWaiting] = useState<Action | null>(null);
  const [said, setSaid] = useState<{ text: string; bad: boolean }>({ text: '', bad: false });

  const wait = (action: Action) => {
    setWaiting(action);
    setSaid({ text: t('keys_pressing', t(actionWords[action])), bad: false });
  };
  const leave = () => {
    if (waiting !== null) setSaid({ text: '', bad: false });
    setWaiting(null);
  };
  const take = (action: Action, event: KeyboardEvent) => {
    if (event.key === 'Tab' || held.includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Escape') return leave();
    const name = pressName(event);
    const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
    const fault = hasModifier ? 'unknown' : keyFault(keyMap, action, name);
    const shown = keyName(t, name);
    if (fault !== null) return setSaid({ text: faultText(t, fault, shown), bad: true });
    setWaiting(null);
    setSaid({ text: t('keys_changed', t(actionWords[action]), shown), bad: false });
    void panel.changeKeyMap({ ...keyMap, [action]: name });
  };
  const reset = () => {
    setSaid({ text: t('keys_were_reset'), bad: false });
    void panel.changeKeyMap(firstKeyMap);
  };
  return (
    <section class="keys" aria-label={t('keys_title')}>
      <h2>{t('keys_title')}</h2>
      <p class="faded">{t('keys_says')}</p>
      <ul class="key-rows">
        {actions.map((action) => (
          <KeyRow
            key={action}
            action={action}
            name={keyMap[action]}
            waiting={waiting === action}
            onWait={() => wait(action)}
            onPress={(event) => take(action, event)}
            onLeave={leave}
          />
        ))}
      </ul>
      <p class={said.bad ? 'keys-said warn' : 'keys-said'} role="status">
        {said.text}
      </p>
      <FailureNotice failure={failureIn(act)} />
      <button
        type="button"
        disabled={actions.every((action) => keyMap[action] === firstKeyMap[action])}
        onClick={reset}
      >
        {t('keys_reset')}
      </button>
      <h2>{t('keys_fixed_title')}</h2>
      <ul class="key-rows">
        {fixed.map(([says, ...names]) => (
          <li key={says} class="key-row">
            <span>{t(says)}</span>
            <span class="names">
              {names.map((name) => (
                <kbd key={name} class="key">
                  {keyName(t, name)}
                </kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p class="faded">{t('keys_fixed_answers')}</p>
      <p class="faded">{t('keys_mode', 'Alt + L')}</p>
    </section>
  );
}
