import { emptyFilter } from '../protocol/api/task-filter.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { termsHash } from '../protocol/signed/ids.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { hostsOf } from '../targeting/hosts.ts';
import type { CampaignRecord } from './records.ts';

/** A campaign of which its terms are known, and nothing that a relay says of it. */
export const freshCampaign = (campaign: Hex, relay: string | null, terms: Terms): CampaignRecord => ({
  campaign,
  relay,
  termsHash: termsHash(terms),
  terms,
  hosts: hostsOf(terms.universe),
  funding: null,
  refusalRate: 0,
  medianSeconds: null,
  closedTasks: emptyFilter,
});
