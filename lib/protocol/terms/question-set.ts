import * as v from 'valibot';
import { zeroAddress } from '../scalar/hex.ts';
import { type Terms, terms } from './terms.ts';

/** What a private question set says: of a campaign's terms all that is not about money, relay, chain or time. */
export type QuestionSet = Pick<
  Terms,
  'title' | 'instructions' | 'examples' | 'language' | 'questions' | 'targets' | 'universe' | 'keepParameters'
>;

const unpaid: Omit<Terms, keyof QuestionSet | 'closes'> = {
  version: 1,
  requester: zeroAddress,
  chainId: 1,
  escrow: zeroAddress,
  token: zeroAddress,
  price: '10000',
  opens: 0,
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

/** A set as the terms of a campaign that nobody pays, that has no relay and never closes. */
export const termsOfSet = (set: QuestionSet): Terms => ({
  ...set,
  ...unpaid,
  closes: Number.MAX_SAFE_INTEGER,
});

export const setOfTerms = ({
  title,
  instructions,
  examples,
  language,
  questions,
  targets,
  universe,
  keepParameters,
}: Terms): QuestionSet => ({
  title,
  instructions,
  ...(examples === undefined ? {} : { examples }),
  language,
  questions,
  targets,
  universe,
  keepParameters,
});

const paid: object = { ...unpaid, closes: 0 };

/** Whatever goes for the words of a campaign goes for a set: it is read as terms that close at once. */
export const questionSet = v.pipe(
  v.looseObject({}),
  v.check((set) => !Object.keys(set).some((name) => name in paid), 'must say nothing of money and time'),
  v.transform((set) => ({ ...set, ...unpaid, closes: 1 })),
  terms,
  v.transform(setOfTerms),
);
