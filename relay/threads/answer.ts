import { ProblemError } from '../problem-error.ts';
import { StartError } from '../start-error.ts';

/** Why a task failed in a thread. An error's class does not come through: what is told to people is said apart. */
type Failure =
  | { failed: Error }
  | { start: string }
  | { problem: Pick<ProblemError, 'code' | 'detail' | 'retryAfter'> };

/** What a thread answers to each task. */
export type Answer<Result> = { result: Result } | Failure;

export function failureOf(error: unknown): Failure {
  if (error instanceof StartError) return { start: error.message };
  if (error instanceof ProblemError) {
    const { code, detail, retryAfter } = error;
    return { problem: { code, detail, retryAfter } };
  }
  return { failed: error instanceof Error ? error : new Error(String(error)) };
}

export function errorIn(failure: Failure): Error {
  if ('start' in failure) return new StartError(failure.start);
  if ('failed' in failure) return failure.failed;
  const { code, detail, retryAfter } = failure.problem;
  return new ProblemError(code, detail, retryAfter);
}
