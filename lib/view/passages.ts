import type { Body } from '../protocol/question/body.ts';
import type { Target } from '../protocol/target/target.ts';

/** What is marked on a page for one task, saved or not, as the page's overlay tells our own pages. */
export interface PassagesHere {
  /** What tells the page's tasks apart (`offerKey`). */
  task: string;
  body: Body;
  target: Target;
  /** How passages stand, by their letters (`placeKey`). */
  standings: Record<string, string>;
}
