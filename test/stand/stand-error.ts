/**
 * A part of the stand could not be started, for a reason a person can act on. The message is one plain sentence or
 * two that say what to do next, so the start command prints it without a stack.
 */
export class StandError extends Error {
  override readonly name = 'StandError';
  /** Whether trying again, with nothing changed, may succeed. */
  readonly retry: boolean;

  constructor(message: string, options: { retry: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
  }
}
