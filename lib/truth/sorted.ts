import type { Vote } from './truth.ts';

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Votes by (ref, key): the one order in which every method reads them. */
export const sortedVotes = (votes: readonly Vote[]): Vote[] =>
  [...votes].sort((a, b) => order(a.ref, b.ref) || order(a.key, b.key));
