import type { Guard } from './verdict.ts';

/**
 * Counts no act while the page is another than the one that was asked about: a page that goes on without loading shows something
 * else at once, and the card follows a moment later.
 * @param isStill whether it is the page for which the card stands
 * @param onMoved told where it is not
 */
export const onlyHere =
  (guard: Guard, isStill: () => boolean, onMoved: () => void): Guard =>
  (event) => {
    const verdict = guard(event);
    if (verdict !== 'accept' || isStill()) return verdict;
    onMoved();
    return 'again';
  };
