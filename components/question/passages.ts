import type { Span } from '../../lib/protocol/question/span.ts';

/** How a passage stands in its page: looked for, in its place, in a place that is not sure, or not to be found. */
const standings = ['sought', 'placed', 'unsure', 'gone'] as const;
export type Standing = (typeof standings)[number];

export const isStanding = (text: string): text is Standing => standings.some((one) => one === text);

/** What else is known of an answer's passages, where their page is near. */
export interface Passages {
  quoteOf(span: Span): string;
  /** Undefined where the page does not tell. */
  standingOf(span: Span): Standing | undefined;
  /** Brings it into view; null where nobody can. */
  show: ((span: Span) => void) | null;
}
