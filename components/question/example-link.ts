import { quoteAt } from '../../lib/protocol/target/places.ts';
import type { Target } from '../../lib/protocol/target/target.ts';
import { isWholeQuote } from '../../lib/protocol/target/unit-text.ts';

/** Of a longer text only its first and last words are given, which stand for what is between them. */
const longest = 120;
const most = 5;

/** A hyphen would be taken for the mark of what stands before or after. */
const written = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D');

function quoteIn(target: Target): string {
  if (target.unit === 'page') return '';
  if (target.unit === 'selection') return target.places.slice(0, 1).map(quoteAt).join('');
  // Where it was cut may be within a word, which the browser would not find.
  return isWholeQuote(target.quote) ? target.quote : target.quote.replace(/\s+\S*$/u, '');
}

/** The two ends of a long text, in words of any script; fewer where there are few, since they may share none. */
function endsOf(quote: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(quote);
  const words = [...segments].filter(({ isWordLike }) => isWordLike);
  const each = Math.min(most, Math.floor(words.length / 2));
  const [last, first] = [words[each - 1], words.at(-each)];
  if (last === undefined || first === undefined) return [];
  return [quote.slice(0, last.index + last.segment.length), quote.slice(first.index)];
}

/**
 * The address of what a label is about, which lets the browser show the quoted words there (Text Fragments, WICG): the page is not
 * told them. Where it does not find them it opens the page as ever.
 */
export function exampleLink(target: Target): string {
  const quote = quoteIn(target).replace(/\s+/gu, ' ').trim();
  const parts = quote.length <= longest ? [quote] : endsOf(quote);
  const words = parts.filter((part) => part !== '').map(written);
  return words.length === 0 ? target.address : `${target.address}#:~:text=${words.join(',')}`;
}
