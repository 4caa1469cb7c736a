import * as v from 'valibot';
import { body } from '../question/body.ts';
import { bytes16, bytes32 } from '../scalar/hex.ts';
import { integer } from '../scalar/integer.ts';
import { text } from '../scalar/text.ts';
import { target } from '../target/target.ts';
import { activeMs, createdAt } from './activity.ts';

export const assists = ['human', 'suggestion-accepted', 'suggestion-edited'] as const;

/** What the body part of a leaf hashes, apart from its salt. */
const said = {
  body,
  /** The labeler's own estimate that the body is right, in percent. */
  confidence: v.optional(integer(0, 100)),
  assist: v.picklist(assists),
  activeMs,
  createdAt,
};

/**
 * One account's body for one task, as the relay receives it. `salts` hide the two parts of its leaf from each other:
 * the first belongs to the task part (task, target, rationale), the second to the body part (the rest).
 */
export const label = v.strictObject({
  task: bytes32,
  target,
  rationale: v.optional(text(2000, 1)),
  ...said,
  salts: v.strictTuple([bytes16, bytes16]),
});

/** The body part of a leaf, opened: everybody can hash it, and it does not say which page it is about. */
export const opened = v.strictObject({ ...said, salt: bytes16 });

export type Label = v.InferOutput<typeof label>;
export type Opened = v.InferOutput<typeof opened>;
