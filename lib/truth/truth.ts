import type { Body } from '../protocol/question/body.ts';
import type { Hex } from '../protocol/scalar/hex.ts';

/** A label as truth sees it: no page, no person. */
export interface Vote {
  /** The task's name in public files. */
  ref: Hex;
  /** The campaign key. One key votes once on a task. */
  key: Hex;
  body: Body;
  /** Whether it was given after the relay had committed to its task's truth: it is judged by that, and does not move it. */
  onGold?: boolean;
}

export interface Inferred {
  /** The most likely answer to every question. */
  truth: Body;
  /** How sure that is, per question id, in parts per million. */
  posterior: Record<string, number>;
}

/** What a campaign's labels say of its tasks, by their ref, and of each other. */
export interface Judged {
  tasks: Map<Hex, Inferred>;
  /**
   * How much better than a guess a label is, by what the others say: parts per million, the mean of its questions, rounded
   * down. Labels on tasks with fewer than two labels of others have none, unless they are on a gold.
   */
  scores: Map<Vote, number>;
  /**
   * What the same mean is where the requester's golds stand in for what the others say: of labels on a gold of theirs that
   * counts. It can only lower pay (pay/quality.ts).
   */
  given: Map<Vote, number>;
  /**
   * What labels own of the dataset: of every question a million per task, divided by what each label says for its truth. Those
   * that own nothing are not in it: they abstain, say something else, came after a gold, or are of an account that is gated.
   */
  weights: Map<Vote, number>;
}
