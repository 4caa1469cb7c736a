import { isWithoutControls } from '../scalar/plain-text.ts';

/** The longest text of an element that can be a unit, in UTF-16 units after `normalText`. */
export const maxUnitText = 20_000;
/** The longest attribute value that can be a unit key, in UTF-16 units. */
const maxUnitKey = 200;
/** How much of a labeled element's text its target quotes, in UTF-16 units. */
export const maxQuote = 500;

/** What nobody sees, and what turns or joins its neighbours: zero width, direction, byte order. */
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters stand for blanks here
const blanks = /[\s\u0000-\u001f\u007f-\u009f]+/g;

/**
 * The text of an element in the one spelling in which labelers meet, version 1 (docs/protocol.md): lone surrogates
 * replaced, unseen characters dropped, Unicode NFC, every run of blanks and controls one space, none at the ends.
 */
export const normalText = (text: string): string =>
  text.toWellFormed().replace(unseen, '').normalize('NFC').replace(blanks, ' ').trim();

/** The beginning of a normal text, cut between characters. */
export function quoteOf(text: string): string {
  const cut = text.slice(0, maxQuote);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** Whether a quote is the whole text: a cut one has all the room, or one unit less. */
export const isWholeQuote = (quote: string): boolean => quote.length < maxQuote - 1;

/** What a digest of normal text looks like as a key; its version is that of `normalText`. */
const textKey = /^text1-[0-9a-f]{64}$/;

export const isTextKey = (key: string): boolean => textKey.test(key);

/** Whether an attribute's value can be a key: short plain text that can not be taken for a digest. */
export const isAttributeKey = (value: string): boolean =>
  value !== '' &&
  value.length <= maxUnitKey &&
  value.isWellFormed() &&
  isWithoutControls(value) &&
  !isTextKey(value);
