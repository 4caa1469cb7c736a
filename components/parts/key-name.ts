import type { Key, Translate } from './language.ts';

/** Signs that a screen reader passes over in a sentence. */
const signs: Readonly<Record<string, string>> = { ',': 'comma', '.': 'period' };

/** A key as it is written on keyboards of this language. @param name as `pressName` gives it */
export function keyName(t: Translate, name: string): string {
  const isHeld = name.startsWith('Shift+');
  const own = isHeld ? name.slice('Shift+'.length) : name;
  const word = signs[own] ?? own.toLowerCase();
  // Letters, other signs and F2 stand on keyboards as they are: no string has their name.
  const said = t(`key_${word}` as Key) || own.toUpperCase();
  return isHeld ? `${t('key_shift')} + ${said}` : said;
}
