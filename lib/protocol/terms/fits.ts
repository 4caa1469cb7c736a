import type { Target } from '../target/target.ts';
import { isTextKey } from '../target/unit-text.ts';
import type { Terms } from './terms.ts';

/** Whether a target is of the unit that the terms ask about, and has the kind of key that they say. */
export function fitsTargets(targets: Terms['targets'], target: Target): boolean {
  if (target.unit !== 'element') return targets.unit === target.unit;
  return targets.unit === 'element' && (targets.key === undefined) === isTextKey(target.unitKey);
}
