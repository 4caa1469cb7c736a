import { type Hex, zeroAddress } from '../protocol/scalar/hex.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Store } from '../storage/database.ts';
import { freshCampaign } from '../storage/fresh-campaign.ts';
import { practiceAddress } from './practice-address.ts';

const practiceCampaign: Hex = `0x${'0'.repeat(63)}1`;

/** The texts of the practice campaign, in the person's language. */
export interface PracticeTexts {
  language: string;
  title: string;
  ask: string;
  options: { id: string; label: string; hint: string }[];
}

function practiceTerms({ language, title, ask, options }: PracticeTexts): Terms {
  return {
    version: 1,
    title,
    instructions: '',
    language,
    requester: zeroAddress,
    chainId: 1,
    escrow: zeroAddress,
    token: zeroAddress,
    price: '10000',
    questions: [{ kind: 'choice', id: 'answer', ask, multiple: false, options }],
    targets: { unit: 'page' },
    universe: { kind: 'list', addresses: [practiceAddress] },
    keepParameters: [],
    opens: 0,
    closes: Number.MAX_SAFE_INTEGER,
    acceptByHours: 1,
    labelersShare: 0,
    audience: { languages: [] },
    policy: {
      redundancy: { min: 1, max: 1 },
      stopConfidence: 500_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    },
  };
}

/** Puts the practice campaign into the store: no relay, no payment, its labels never leave the device. */
export async function keepPractice(store: Store, texts: PracticeTexts): Promise<void> {
  const record = freshCampaign(practiceCampaign, null, practiceTerms(texts));
  await (await store.open()).put('campaigns', record);
}
