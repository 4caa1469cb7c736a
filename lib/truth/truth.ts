import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';

/** A label as truth sees it: no page, no person. */
export interface Vote {
  /** The task's name in public files. */
  ref: Hex;
  /** The campaign key. One key votes once on a task. */
  key: Hex;
  body: Body;
}

export interface Inferred {
  /** The most likely answer to every question. */
  truth: Body;
  /** How sure that is, per question id, in parts per million. */
  posterior: Record<string, number>;
}

/**
 * Infers the truth of all tasks that have votes, by their ref. Deterministic: the same votes in any order give the same
 * integers, so that anybody recomputes a settlement (P11).
 */
export type TruthMethod = (questions: readonly Question[], votes: readonly Vote[]) => Map<Hex, Inferred>;
