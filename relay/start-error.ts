/** The relay can not start, for a reason an operator can act on. The message says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly retry = false;
}
