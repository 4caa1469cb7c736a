import { type ProblemCode, problemKinds } from '../lib/protocol/api/problem.ts';

/** An expected "no" of the relay: the door answers it as an RFC 9457 problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly retry: boolean;
  /** Seconds to wait before a further try; undefined when nobody knows. */
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, detail?: string, retryAfter?: number) {
    super(detail ?? problemKinds[code].title);
    this.code = code;
    this.detail = detail;
    this.retry = problemKinds[code].retry;
    this.retryAfter = retryAfter;
  }
}
