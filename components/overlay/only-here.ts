import type { Guard } from './verdict.ts';

/** An address without its fragment, by which no task is told from another. */
const withoutFragment = (address: string): string => address.replace(/#.*$/s, '');

/**
 * Counts no act while the page stands at another address than the one that was asked about: a page that goes on without loading
 * shows something else at once, and the card follows a moment later.
 * @param asked the address for which the card stands
 */
export const onlyHere =
  (guard: Guard, asked: () => string): Guard =>
  (event) => {
    const verdict = guard(event);
    if (verdict !== 'accept') return verdict;
    return withoutFragment(asked()) === withoutFragment(location.href) ? 'accept' : 'again';
  };
