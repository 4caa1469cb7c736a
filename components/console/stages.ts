import type { OrderView } from '../../lib/view/console.ts';
import type { Key } from '../parts/language.ts';

/** One word for how far a campaign is. */
export const stageNames = {
  approving: 'stage_approving',
  opening: 'stage_opening',
  opened: 'stage_opened',
  listed: 'stage_listed',
} as const satisfies { [Stage in OrderView['stage']]: Key };

/** What it means, and what comes next. */
export const stageSentences = {
  approving: 'stage_approving_says',
  opening: 'stage_opening_says',
  opened: 'stage_opened_says',
  listed: 'stage_listed_says',
} as const satisfies { [Stage in OrderView['stage']]: Key };

export const stages = Object.keys(stageNames) as OrderView['stage'][];
