import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { CopiedRows } from '../db/copy-out.ts';
import type { Mark } from './mark.ts';

export interface Asked {
  campaign: Hex;
  mark: Mark;
  /** Only what was received or settled after this epoch. */
  since: number;
}

/** Rows of a page: few at first, so that the first byte comes at once, and never so many that they are much to hold. */
export const firstRows = 100;
export const mostRows = 1000;

/** What rows come after: a receipt number, or a task's id. */
export type Place = number | string;

/** A label's own bytes as they stand in the database, and what follows them. */
export interface BytesLine {
  bytes: Buffer;
  behind: string;
}
/** A row as a line of JSON. */
export type Line = string | BytesLine;

export const textOf = (line: Line): string =>
  typeof line === 'string' ? line : line.bytes.toString() + line.behind;

export interface Page {
  /** Read once and one by one, while the page goes out: the memory of a line takes the next one, that of a page another page. */
  lines: Iterable<Line>;
  after: Place;
}

/**
 * Reads of one page after the other.
 * @param start where to begin; from the first row on without it
 */
export type Reads = (
  context: Context,
  asked: Asked,
  start: Place | undefined,
) => AsyncGenerator<() => Promise<Page>>;

/** Pages that are read while one goes out, so that database, relay and line work at once. */
export const pagesAhead = 2;

/** Memory for as many pages as there are at once, by turns. */
export function rooms(): () => CopiedRows {
  const all = Array.from({ length: pagesAhead + 1 }, () => new CopiedRows());
  let turn = 0;
  return () => all[turn++ % all.length]!;
}
