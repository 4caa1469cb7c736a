import { maxQuote, normalText, quoteOf } from '../../../lib/protocol/target/unit-text.ts';
import type { ElementsOffer, ElementView, Offer } from '../../../lib/view/offer.ts';
import { textOf } from './element-unit.ts';

/** The offer of one element, whose text is quoted as it is read by the labeler. */
export function elementOffer(
  { campaign, termsHash, title, language, questions, isGuided, price, address }: ElementsOffer,
  { unitKey, own }: ElementView,
  quote: string,
): Offer {
  const target = { unit: 'element', unitKey, address, quote } as const;
  const more = { ...(language ? { language } : {}), ...(isGuided ? { isGuided } : {}) };
  return { campaign, termsHash, title, questions, ...more, price, target, own };
}

/** What a label of this element quotes: the beginning of its text; where its text is its name, of that name. */
export function quoteNow(element: Element, unit: string, key: string | undefined): string {
  if (key === undefined) return quoteOf(unit);
  const tooLong = () => normalText((element.textContent ?? '').slice(0, 4 * maxQuote));
  return quoteOf(textOf(element) ?? tooLong());
}
