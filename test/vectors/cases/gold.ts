import { canonicalText, hashJson } from '../../../lib/protocol/signed/canonical.ts';
import { type Gold, goldHash } from '../../../lib/protocol/signed/gold.ts';
import { bytes16, maxWord, word } from './actors.ts';

const goldCase = (gold: Gold) => ({
  ref: gold.ref,
  truthText: canonicalText(gold.truth),
  truthHash: hashJson(gold.truth),
  salt: gold.salt,
  hash: goldHash(gold),
});

/** What a statement commits to: the truth's text is what is hashed. */
export const golds = () => ({
  cases: [
    goldCase({
      ref: word('gold'),
      truth: { sentiment: { kind: 'choice', chosen: ['bullish'] } },
      salt: bytes16('gold salt'),
    }),
    goldCase({
      ref: maxWord,
      truth: { b: { kind: 'page-broken' }, a: { kind: 'choice', chosen: ['0', 'z-9'] } },
      salt: bytes16('other salt'),
    }),
  ],
});
