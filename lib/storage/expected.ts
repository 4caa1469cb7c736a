/**
 * A failure that people may meet: `code` names a sentence of the locale files, `retry` says whether the same act can
 * succeed later. Everything else that is thrown is a fault of ours.
 */
export class Expected extends Error {
  readonly code: string;
  readonly detail: string | null;
  readonly retry: boolean;
  constructor(code: string, retry: boolean, detail: string | null = null) {
    super(detail === null ? code : `${code}: ${detail}`);
    this.name = 'Expected';
    this.code = code;
    this.retry = retry;
    this.detail = detail;
  }
}
