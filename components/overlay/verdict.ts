import { isByPerson } from './by-person.ts';

/**
 * Whether an act of the labeler may be taken for one: `accept` it, ask to do it `again` more slowly, send to the
 * `panel` where no page can interfere, or `ignore` what no person did.
 */
export type Verdict = 'accept' | 'again' | 'panel' | 'ignore';

/** Judges a click or key by what was seen on the page until now. */
export type Guard = (event: Event) => Verdict;

/** For our own pages, where nobody else draws: it only has to be a person. */
export const ownPageGuard: Guard = (event) => (isByPerson(event) ? 'accept' : 'ignore');
