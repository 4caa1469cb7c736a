import { placesFit } from '../label/places-fit.ts';
import { answersAll, type Body } from '../question/body.ts';
import { isCanonicalAddress } from '../target/address.ts';
import type { Target } from '../target/target.ts';
import { isTextKey } from '../target/unit-text.ts';
import { matchesUniverse } from './matches.ts';
import type { Terms } from './terms.ts';

/** Whether a target is of the unit that the terms ask about, and has the kind of key that they say. */
export function fitsTargets(targets: Terms['targets'], target: Target): boolean {
  if (target.unit !== 'element') return targets.unit === target.unit;
  return targets.unit === 'element' && (targets.key === undefined) === isTextKey(target.unitKey);
}

export type Where = Pick<Terms, 'targets' | 'universe' | 'keepParameters'>;

/**
 * Whether a target is one of a campaign: of its pages, in the spelling under which all labelers meet, and of the unit that is
 * asked about. Whether its quote is that of its key only hashing tells (`signed/of-campaign.ts`).
 */
export const fitsPlace = ({ universe, keepParameters, targets }: Where, target: Target): boolean =>
  fitsTargets(targets, target) &&
  isCanonicalAddress(target.address, keepParameters) &&
  matchesUniverse(universe, target.address);

/** Whether a label answers all that is asked, each as its question allows, about the places that its target names. */
export const fitsQuestions = (
  { questions }: Pick<Terms, 'questions'>,
  { target, body }: { target: Target; body: Body },
): boolean => answersAll(questions, body) && placesFit(target, body);
