import type { Key, Translate } from './language.ts';

/** A key as it is written on keyboards of this language. @param name as `pressName` gives it */
export function keyName(t: Translate, name: string): string {
  const isHeld = name.startsWith('Shift+');
  const own = isHeld ? name.slice('Shift+'.length) : name;
  const word = own.toLowerCase();
  // Letters, signs and F2 stand on keyboards as they are: no string has their name.
  const said = t(`key_${word}` as Key) || own.toUpperCase();
  return isHeld ? `${t('key_shift')} + ${said}` : said;
}
