/** What keys do in labeling mode besides answering. */
export const actions = [
  'save',
  'repeat',
  'undo',
  'redo',
  'previous',
  'next',
  'back',
  'forth',
  'remove',
  'letter-back',
  'letter-forth',
  'palette',
] as const;
export type Action = (typeof actions)[number];

/** The key of each action, by the name that `pressName` gives. */
export type KeyMap = { readonly [Name in Action]: string };

export const firstKeyMap: KeyMap = {
  save: 'Enter',
  repeat: 'Shift+R',
  undo: 'Backspace',
  redo: 'Shift+Backspace',
  previous: 'PageUp',
  next: 'PageDown',
  back: 'k',
  forth: 'j',
  remove: 'Delete',
  'letter-back': ',',
  'letter-forth': '.',
  palette: '?',
};

/**
 * What names a key: a letter alone in lower case; with Shift as `Shift+R`; a sign by itself, whatever a keyboard wants held for it;
 * other keys as in `KeyboardEvent.key`, with `Shift+` where that is held.
 */
export function pressName({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  if (/^\p{L}$/u.test(key)) return shiftKey ? `Shift+${key.toUpperCase()}` : key.toLowerCase();
  return [...key].length === 1 || !shiftKey ? key : `Shift+${key}`;
}

/** Digits and letters alone answer, in every campaign; of those j and k never do. */
const answers = /^[0-9a-il-z]$/;
/** What moves in every list and text, leaves, or belongs to the browser. */
const fixed = /^(Shift\+)?(Escape|Tab|Arrow(Left|Right|Up|Down)|Home|End| )$/;
/** Of keys that are only held, or that tell nothing. */
const named = /^(Shift\+)?([^\p{C}\p{Z}]|Enter|Backspace|Delete|Insert|PageUp|PageDown|F[1-9][0-2]?)$/u;

/** Why a key can not be that of an action; the other action, where it has it. */
export type KeyFault = 'answers' | 'fixed' | 'unknown' | { taken: Action };

/** @returns null when the action can have the key */
export function keyFault(map: KeyMap, action: Action, key: string): KeyFault | null {
  if (answers.test(key)) return 'answers';
  if (fixed.test(key)) return 'fixed';
  if (!named.test(key)) return 'unknown';
  const other = actions.find((one) => one !== action && map[one] === key);
  return other === undefined ? null : { taken: other };
}

/** Whether every action has a key of its own that means nothing else. */
export const isWholeKeyMap = (map: KeyMap): boolean =>
  actions.every((action) => keyFault(map, action, map[action]) === null);
