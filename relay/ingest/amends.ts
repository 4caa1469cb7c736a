import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

function contains(next: Terms['universe'], previous: Terms['universe']): boolean {
  if (next.kind === 'list' && previous.kind === 'list') {
    const listed = new Set(next.addresses);
    return previous.addresses.every((address) => listed.has(address));
  }
  if (next.kind === 'pattern' && previous.kind === 'pattern')
    return previous.patterns.every((pattern) => next.patterns.includes(pattern));
  return false;
}

/** Whether new terms only raise the price, add tasks or extend the time; nothing else may differ (DESIGN section 5). */
export function amends(previous: Terms, next: Terms): boolean {
  const rest = canonicalText({
    ...next,
    price: previous.price,
    universe: previous.universe,
    closes: previous.closes,
  });
  return (
    rest === canonicalText(previous) &&
    BigInt(next.price) >= BigInt(previous.price) &&
    next.closes >= previous.closes &&
    contains(next.universe, previous.universe)
  );
}
