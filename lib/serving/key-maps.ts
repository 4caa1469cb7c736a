import * as v from 'valibot';
import { browser } from '../browser.ts';
import { actions, firstKeyMap, isWholeKeyMap, type KeyMap } from '../view/key-map.ts';

const key = v.pipe(v.string(), v.maxLength(24));

export const keyMap = v.pipe(
  v.strictObject(v.entriesFromList(actions, key)),
  v.check(isWholeKeyMap, 'an action has no key of its own'),
);

/** The labeler's keys; the first ones where none were chosen, or where what is kept has no sense in this version. */
export async function readKeyMap(): Promise<KeyMap> {
  const parsed = v.safeParse(keyMap, (await browser.storage.local.get('keyMap')).keyMap);
  return parsed.success ? parsed.output : firstKeyMap;
}

export const keepKeyMap = (map: KeyMap): Promise<void> => browser.storage.local.set({ keyMap: map });
