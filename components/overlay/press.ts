import { type Action, type KeyMap, pressName } from '../../lib/view/key-map.ts';

/** What a person asks for by a key, or by an entry of the palette, which stands for one. */
export interface Press {
  /** What they did, for the guard to judge. */
  event: Event;
  /** The action that has the key. */
  action: Action | undefined;
  /** As in `KeyboardEvent.key`; empty where it answers nothing: of an action, and of a letter with Shift. */
  key: string;
  shiftKey: boolean;
}

/** @param map null until the background has said it: answers need none */
export function pressOf(event: KeyboardEvent, map: KeyMap | null): Press {
  const { key, shiftKey } = event;
  const name = pressName(event);
  const action = map && (Object.keys(map) as Action[]).find((one) => map[one] === name);
  const isSilent = Boolean(action) || /^Shift\+.$/u.test(name);
  return { event, action: action ?? undefined, key: isSilent ? '' : key, shiftKey };
}
