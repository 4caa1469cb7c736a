import type { Beside } from './beside.ts';

/** The element that holds a label's first letter, as XPath below the root (W3C XPathSelector), and where in its letters the label is. */
export interface PathSelector {
  type: 'XPathSelector';
  /** Only steps of the form `*[3]`, joined by `/`; empty for the root itself. */
  value: string;
  refinedBy: PositionSelector;
}

/** W3C TextPositionSelector: `end` is excluded. Counted in letters of the text model, see docs/anchoring.md. */
export interface PositionSelector {
  type: 'TextPositionSelector';
  start: number;
  end: number;
}

/** W3C TextQuoteSelector, and what else in the page looked like it. It alone decides whether a place is the right one. */
export interface QuoteSelector {
  type: 'TextQuoteSelector';
  exact: string;
  /** As `suffix` with a line feed where a block of text ends and the next one begins. */
  prefix: string;
  suffix: string;
  /** How many places of the page had this quote; left out, as `rivals` is, when there was only one. */
  copies?: number;
  /** Of the other places that came nearest: how well their context fitted before and after, as `Fit` counts it. */
  rivals?: [before: number, after: number][];
  /** What stood beside the other places that came nearest. */
  beside?: Beside[];
}

export type Selector = PathSelector | PositionSelector | QuoteSelector;
