import * as v from 'valibot';
import { integer } from '../scalar/integer.ts';

/** How many labels a task wants, when it is settled and by which rule its labels are paid. */
export const policy = v.pipe(
  v.strictObject({
    redundancy: v.strictObject({ min: integer(1, 100), max: integer(1, 100) }),
    /** Posterior in parts per million at which a task with `redundancy.min` labels is settled. */
    stopConfidence: integer(500_000, 1_000_000),
    /** Evidence a campaign key needs before its labels are paid. */
    hold: v.strictObject({ scored: integer(0, 1000), golds: integer(0, 100) }),
    pay: v.picklist(['flat', 'better-than-guess']),
  }),
  v.check(({ redundancy }) => redundancy.min <= redundancy.max, 'redundancy: min must not exceed max'),
);

export type Policy = v.InferOutput<typeof policy>;
