import { quoteAt } from '../../lib/protocol/target/places.ts';
import type { Target } from '../../lib/protocol/target/target.ts';

/** Of a longer text only its first and last words are given, which stand for what is between them. */
const longest = 120;
const ends = 5;

/** A hyphen would be taken for the mark of what stands before or after. */
const written = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D');

function quoteIn(target: Target): string {
  if (target.unit === 'page') return '';
  return target.unit === 'element' ? target.quote : target.places.slice(0, 1).map(quoteAt).join('');
}

/**
 * The address of what a label is about, which lets the browser show the quoted words there (Text Fragments, WICG): the page is not
 * told them. Where it does not find them it opens the page as ever.
 */
export function exampleLink(target: Target): string {
  const words = quoteIn(target)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const quote = words.join(' ');
  if (quote === '') return target.address;
  const parts =
    quote.length <= longest ? [quote] : [words.slice(0, ends).join(' '), words.slice(-ends).join(' ')];
  return `${target.address}#:~:text=${parts.map(written).join(',')}`;
}
