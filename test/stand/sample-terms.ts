import { lower } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Chain } from './chain.ts';
import type { Deployment } from './contracts.ts';

/** Where and from when on sample campaigns run. */
export type SamplePlace = {
  chain: Chain;
  contracts: Deployment;
  /** Origin of the sample site. */
  site: string;
  /** Seconds since 1970. */
  now: number;
};

type Sample = Pick<Terms, 'title' | 'instructions' | 'questions' | 'targets'> & { paths: string[] };

const day = 86_400;

const choice = (id: string, ask: string, options: [id: string, label: string, hint?: string][]) =>
  ({
    kind: 'choice',
    id,
    ask,
    multiple: false,
    options: options.map(([id, label, hint]) => ({ id, label, ...(hint === undefined ? {} : { hint }) })),
  }) as const;

const samples: readonly Sample[] = [
  {
    title: 'Market sentiment of news articles',
    instructions:
      'Read the article and say what it means for the share price of the company it is mostly about, over the next ' +
      'weeks.\n\nJudge the news, not the tone of the writer.',
    questions: [
      choice('sentiment', 'What does this article mean for the share price?', [
        ['bullish', 'Bullish', 'The price should rise'],
        ['neutral', 'Neutral', 'No clear effect'],
        ['bearish', 'Bearish', 'The price should fall'],
      ]),
    ],
    targets: { unit: 'page' },
    paths: ['/news/*'],
  },
  {
    title: 'Tone of posts',
    instructions: 'Say which tone each post has. Judge the post alone, not what is around it.',
    questions: [
      choice('tone', 'What is the tone of this post?', [
        ['hopeful', 'Hopeful'],
        ['mixed', 'Mixed'],
        ['angry', 'Angry'],
      ]),
    ],
    targets: { unit: 'element', selector: 'article.post', key: 'data-post-id' },
    paths: ['/posts', '/live/*'],
  },
  {
    title: 'Clauses in judgments',
    instructions: 'For lawyers. Read the judgment and say how the court treated the clause in dispute.',
    questions: [
      choice('clause', 'What did the court do with the clause in dispute?', [
        ['enforced', 'Enforced it', 'As it was written'],
        ['read-down', 'Read it down', 'Kept in part, or narrowed'],
        ['void', 'Held it void'],
      ]),
    ],
    targets: { unit: 'page' },
    paths: ['/court/*'],
  },
  {
    title: 'Clauses in contracts',
    instructions:
      'For lawyers. Mark each passage that obliges a party, gives it a right, or says until when.\n\nMark the words ' +
      'that say it, without the number of the clause.',
    questions: [
      {
        kind: 'span',
        id: 'clauses',
        ask: 'Which passages oblige, entitle or set a time?',
        classes: [
          { id: 'obligation', label: 'Obligation', hint: 'What a party must or must not do' },
          { id: 'right', label: 'Right', hint: 'What a party may do' },
          { id: 'term', label: 'Term', hint: 'Dates and periods', key: 't' },
        ],
        spans: { min: 0, max: 100 },
        overlap: true,
      },
    ],
    targets: { unit: 'selection' },
    paths: ['/contracts/*', '/live/agreement'],
  },
];

/** What the samples ask: each kind of question at least once. */
export const sampleQuestions = samples.flatMap(({ questions }) => questions);

/**
 * Terms of the campaigns of the sample site. One label settles a task, nothing is held and everybody is paid the price,
 * so that one person alone sees money; these are ordinary terms that any requester could write.
 */
export const sampleTerms = ({ chain, contracts, site, now }: SamplePlace): Terms[] =>
  samples.map(({ paths, ...sample }) => ({
    version: 1,
    ...sample,
    language: 'en',
    requester: lower(chain.accounts.requester.address),
    chainId: chain.chainId,
    escrow: contracts.escrow,
    token: contracts.token,
    price: '250000',
    universe: { kind: 'pattern', patterns: paths.map((path) => `${site}${path}`) },
    keepParameters: [],
    opens: now - 60,
    closes: now + 80 * day,
    acceptByHours: 24,
    labelersShare: 5000,
    audience: { languages: [] },
    policy: {
      redundancy: { min: 1, max: 1 },
      stopConfidence: 500_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    },
  }));
