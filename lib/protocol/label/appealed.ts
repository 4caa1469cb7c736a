import * as v from 'valibot';
import { bytes32, signature } from '../scalar/hex.ts';

/**
 * What became of an appeal. `lapsed`: too few people labeled the task again, so nothing is known that was not known before.
 */
export const appealOutcomes = ['won', 'lost', 'lapsed'] as const;
export type AppealOutcome = (typeof appealOutcomes)[number];

/** Appeals of one account in one campaign that may be open or lost. One that is won or lapsed gives its place back. */
export const mostAppeals = 3;

/** What a row says of an appeal: the ref under which the task was labeled again, and who asked for it. */
export const appealed = v.strictObject({ outcome: v.picklist(appealOutcomes), ref: bytes32, signature });
