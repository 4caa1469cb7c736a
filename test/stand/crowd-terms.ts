import { lower } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { SamplePlace } from './sample-terms.ts';

const day = 86_400;

/** What each page is about, as everybody who reads it sees. */
export const subjects = (path: string): 'company' | 'court' | 'economy' => {
  if (path.startsWith('/court/')) return 'court';
  return path.startsWith('/news/norhaven') ? 'economy' : 'company';
};

/**
 * Terms of a campaign that people do together: a task is settled when the crowd and one person more have labeled it, and
 * everybody is paid by how their answers agree with those of the others.
 *
 * @param count of the crowd
 */
export const crowdTerms = ({ chain, contracts, site, now }: SamplePlace, count: number): Terms => ({
  version: 1,
  title: `Subjects, together with ${count} others`,
  instructions:
    'Say what the page is about. You are paid by how well your answers agree with those of the others.',
  language: 'en',
  requester: lower(chain.accounts.requester.address),
  chainId: chain.chainId,
  escrow: contracts.escrow,
  token: contracts.token,
  price: '250000',
  questions: [
    {
      kind: 'choice',
      id: 'subject',
      ask: 'What is this page about?',
      multiple: false,
      options: [
        { id: 'company', label: 'A company' },
        { id: 'court', label: 'A court' },
        { id: 'economy', label: 'The economy' },
      ],
    },
  ],
  targets: { unit: 'page' },
  universe: { kind: 'pattern', patterns: [`${site}/news/*`, `${site}/court/*`] },
  keepParameters: [],
  opens: now - 60,
  closes: now + day,
  acceptByHours: 24,
  labelersShare: 5000,
  audience: { languages: [] },
  policy: {
    redundancy: { min: count + 1, max: count + 1 },
    stopConfidence: 500_000,
    hold: { scored: 0, golds: 0 },
    pay: 'better-than-guess',
  },
});
