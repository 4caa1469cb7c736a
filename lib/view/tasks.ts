import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Target } from '../protocol/target/target.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A task that is worth a look. */
export interface ListedTask {
  task: Hex;
  address: string;
  /** What was labeled there, where it has words of its own. */
  quote: string | null;
  labels: number;
  settled: boolean;
}

export interface TaskListsView {
  slowest: readonly (ListedTask & { medianMs: number })[];
  /** `apart`: how much of two labels differs on average, in parts per million. */
  contested: readonly (ListedTask & { apart: number })[];
}

/** A label, by nobody in particular. */
export interface LabelThere {
  target: Target;
  body: Body;
  confidence: number | null;
  rationale: string | null;
  activeMs: number;
}

/** A task as its requester sees it in its page. */
export interface LabeledTask {
  title: string;
  address: string;
  targets: Terms['targets'];
  /** Labels that there are; those that are too many or too long are not among `labels`. */
  received: number;
  labels: readonly LabelThere[];
  questions: readonly {
    question: Question;
    /** How much of two labels differs on average, in parts per million; null with fewer than two. */
    apart: number | null;
  }[];
  /** Once it is settled, with how sure each answer is in parts per million. */
  truth: { body: Body; posterior: { readonly [question: string]: number } } | null;
}

/** Where our page finds, in the world of the extension's scripts in a page, what shows a task's labels there. */
export const taskSlot = 'glosa:task-labels';

export type ShowLabels = (task: LabeledTask) => void;
