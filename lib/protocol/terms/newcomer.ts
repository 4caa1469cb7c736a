import type { Policy } from './policy.ts';

/**
 * As many labels a campaign takes from an account of which it has judged none, where pay is by agreement: whoever makes
 * accounts by the thousand ties up that much of its money with each, and no more.
 */
export const mostOfNewcomer = 50;

/** Whether such an account may give no further label. @param open its received labels, and those that are on their way */
export const mustWait = ({ pay }: Pick<Policy, 'pay'>, open: number): boolean =>
  pay === 'better-than-guess' && open >= mostOfNewcomer;
