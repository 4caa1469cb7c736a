import type { PageText } from './page-text.ts';

/** More copies are not looked at. */
const mostCopies = 1000;

const strings = new WeakMap<PageText, string>();

/** The letters as a string, in which the platform searches fastest. Lone surrogates become U+FFFD. */
function stringOf(text: PageText): string {
  let string = strings.get(text);
  if (string === undefined) {
    string = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(text.letters.subarray(0, text.length));
    strings.set(text, string);
  }
  return string;
}

/** Where these letters stand in the text, at most `most` places, in order. */
export function copiesOf(text: PageText, quote: Uint16Array, most = mostCopies): number[] {
  const all = stringOf(text);
  const wanted = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(quote);
  const found: number[] = [];
  for (let at = all.indexOf(wanted); at >= 0 && found.length < most; at = all.indexOf(wanted, at + 1))
    found.push(at);
  return found;
}

/** How many letters before `one` and before `other` are the same; at most `most`. */
export function sameBefore({ letters }: PageText, one: number, other: number, most: number): number {
  let count = 0;
  while (
    count < most &&
    count < one &&
    count < other &&
    letters[one - 1 - count] === letters[other - 1 - count]
  )
    count++;
  return count;
}

/** How many letters from `one` and from `other` on are the same; at most `most`. */
export function sameAfter(text: PageText, one: number, other: number, most: number): number {
  const left = Math.min(most, text.length - Math.max(one, other));
  let count = 0;
  while (count < left && text.letters[one + count] === text.letters[other + count]) count++;
  return count;
}
