import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Example } from '../protocol/terms/example.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A private question set of this profile. */
export interface SetView {
  campaign: Hex;
  title: string;
  instructions: string;
  examples: readonly Example[];
  questions: readonly Question[];
  unit: Terms['targets']['unit'];
  /** The sites of its pages, as permission origins: `https://news.example/*`. */
  origins: readonly string[];
  /** Whether the browser grants every site of it now. */
  granted: boolean;
  labels: number;
}
