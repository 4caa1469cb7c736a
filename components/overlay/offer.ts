import type { Body } from '../../lib/protocol/question/body.ts';
import { areInstant } from '../../lib/protocol/question/instant.ts';
import type { Offer } from '../../lib/view/offer.ts';
import { isWhole } from '../question/answer-by-key.ts';

/** What tells the tasks of one page apart. */
export const offerKey = ({ campaign, target }: Offer): string =>
  `${campaign} ${target.unit} ${target.unitKey} ${target.address}`;

/** One act answers all that the offer asks. */
export const savesAtOnce = ({ questions }: Offer): boolean => areInstant(questions);

export const isComplete = ({ questions }: Offer, draft: Body): boolean =>
  questions.every((asked) => Object.hasOwn(draft, asked.id) && isWhole(asked, draft[asked.id]));

/**
 * Whether the answer stands: its time to be taken back is over, so it may be on its way. What is not paid never leaves
 * the device and can be changed at any time.
 * @param now milliseconds since 1970
 */
export const isLocked = ({ own, price }: Offer, now: number): boolean =>
  own !== null && price !== null && own.undoUntil <= now;
