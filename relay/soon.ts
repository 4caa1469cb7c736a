import { ProblemError } from './problem-error.ts';

/** Milliseconds that somebody who waits for an answer should wait for the chain. */
const patience = 2000;

/**
 * What the chain answers, if it does so while somebody waits.
 * @throws ProblemError `chain-unavailable`
 */
export async function soon<T>(question: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new ProblemError('chain-unavailable')), patience);
  return Promise.race([question, late.promise]).finally(() => clearTimeout(timer));
}
