import type { Hex } from '../protocol/scalar/hex.ts';

/** A private question set of this profile. */
export interface SetView {
  campaign: Hex;
  title: string;
  instructions: string;
  asks: readonly string[];
  /** The sites of its pages, as permission origins: `https://news.example/*`. */
  origins: readonly string[];
  /** Whether the browser grants every site of it now. */
  granted: boolean;
  labels: number;
}
