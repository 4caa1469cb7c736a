import type { Keccak } from '../ledger/tree.ts';
import type { Target } from '../target/target.ts';
import { fitsPlace, type Where } from '../terms/fits.ts';
import { plainKeccak } from './keccak.ts';
import { quoteFitsKey } from './text-key.ts';

/** Whether a label's target is one of a campaign. Its answers are another question (`fitsQuestions`). */
export const isOfCampaign = (where: Where, target: Target, keccak: Keccak = plainKeccak): boolean =>
  fitsPlace(where, target) && quoteFitsKey(target, keccak);
