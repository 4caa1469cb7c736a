import type { ChainReader } from '../../../lib/chain/reader.ts';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import { emptyFilter } from '../../../lib/protocol/api/task-filter.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { termsHash } from '../../../lib/protocol/signed/ids.ts';
import type { CampaignRecord } from '../../../lib/storage/records.ts';
import { hexOf, info, saltOf } from '../queue/sample.ts';

/** A campaign as a relay's catalogue has it. */
export function listing({ campaign, termsHash, terms }: CampaignRecord, salt = 1): Listing {
  const funding = { deposited: '1000000', released: '0', free: '900000', block: 1 };
  const counts = {
    refusalRate: 0,
    lottery: { share: 10_000, taken: 10_000 },
    medianSeconds: null,
    closedTasks: emptyFilter,
  };
  return { campaign, salt: saltOf(salt), termsHash, terms, funding, ...counts };
}

/** The same campaign as a later version lists it: its terms say what nobody knows yet, and their hash covers that. */
export function fromLater(one: Listing): Listing {
  const terms = { ...one.terms, fromLater: true };
  return { ...one, terms, termsHash: termsHash(terms) };
}

/** A node that says that every campaign has these terms. */
export const chainWith = (termsHash: Hex): ChainReader => ({
  campaign: async () => ({
    active: true,
    requester: hexOf(0x4e, 20),
    token: info.tokens[0]!.address,
    termsHash,
    remaining: 1_000_000n,
    closesAt: Number.MAX_SAFE_INTEGER,
    settleBy: Number.MAX_SAFE_INTEGER,
  }),
  lastActivation: async () => ({ epoch: 0, at: 0 }),
  time: async () => 0,
  activated: async () => undefined,
  receiptKey: async () => hexOf(0xae, 20),
  claimed: async () => 0n,
});
