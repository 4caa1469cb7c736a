import type { Hex } from '../protocol/scalar/hex.ts';
import { termsOfSet } from '../protocol/terms/question-set.ts';
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

/** Puts the practice campaign into the store: a private question set that nobody has made, and that is on no site. */
export async function keepPractice(
  store: Store,
  { language, title, ask, options }: PracticeTexts,
): Promise<void> {
  const terms = termsOfSet({
    title,
    instructions: '',
    language,
    questions: [{ kind: 'choice', id: 'answer', ask, multiple: false, options }],
    targets: { unit: 'page' },
    universe: { kind: 'list', addresses: [practiceAddress] },
    keepParameters: [],
  });
  await (await store.open()).put('campaigns', freshCampaign(practiceCampaign, null, terms));
}
