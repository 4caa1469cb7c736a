import type { PageHere } from '../../lib/messages.ts';

/** An address without its fragment, by which no task is told from another. */
const withoutFragment = (address: string): string => address.replace(/#.*$/s, '');

/** Whether a page still tells of itself what it told before. */
export const isSamePage = (now: PageHere, before: PageHere): boolean =>
  withoutFragment(now.location) === withoutFragment(before.location) && now.canonical === before.canonical;
