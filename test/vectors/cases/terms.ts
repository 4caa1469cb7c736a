import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { termsHash } from '../../../lib/protocol/signed/ids.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { farPlace, localPlace, max128, maxAddress, someAddress } from './actors.ts';

const sentiment: Terms = {
  version: 1,
  title: 'Market sentiment of news',
  instructions: 'Say what the article means for the price.\n\n- *bullish*: up\n- *bearish*: down',
  language: 'en',
  requester: someAddress('requester'),
  chainId: localPlace.chainId,
  escrow: localPlace.escrow,
  token: someAddress('token'),
  price: '250000000000000000',
  questions: [
    {
      kind: 'choice',
      id: 'sentiment',
      ask: 'What does the article say about the price?',
      multiple: false,
      options: [
        { id: 'bullish', label: 'Bullish', hint: 'The price should rise' },
        { id: 'neutral', label: 'Neutral' },
        { id: 'bearish', label: 'Bearish' },
      ],
    },
  ],
  targets: { unit: 'page' },
  universe: { kind: 'pattern', patterns: ['https://news.example/*', 'http://localhost:8080/news/*'] },
  keepParameters: [],
  opens: 1_780_000_000,
  closes: 1_787_776_000,
  acceptByHours: 72,
  labelersShare: 5000,
  audience: { languages: [] },
  policy: {
    redundancy: { min: 1, max: 1 },
    stopConfidence: 500_000,
    hold: { scored: 0, golds: 0 },
    pay: 'flat',
  },
};

const court: Terms = {
  ...sentiment,
  title: 'Sentencias: ¿quién gana? — 判決 📚',
  instructions: '',
  language: 'es-419',
  chainId: farPlace.chainId,
  escrow: maxAddress,
  price: max128,
  questions: [
    {
      kind: 'choice',
      id: '1',
      ask: '“¿Quién?”\n\\ / é (e\u0301)',
      multiple: true,
      options: [
        { id: 'a', label: 'Demandante' },
        { id: 'b', label: 'Demandado' },
      ],
    },
    {
      kind: 'choice',
      id: 'a-2',
      ask: '?',
      multiple: false,
      options: [
        { id: '0', label: '0' },
        { id: '1', label: '1' },
      ],
    },
  ],
  universe: {
    kind: 'list',
    addresses: ['https://court.example/judgment?id=7&lang=es', 'https://xn--bcher-kva.example/%C3%BC'],
  },
  keepParameters: ['id', 'lang', 'año'],
  opens: 0,
  closes: 1,
  audience: { languages: ['es', 'en-GB'] },
  policy: {
    redundancy: { min: 3, max: 100 },
    stopConfidence: 1_000_000,
    hold: { scored: 1000, golds: 100 },
    pay: 'better-than-guess',
  },
};

const posts: Terms = {
  ...sentiment,
  title: 'Tone of posts',
  targets: {
    unit: 'element',
    selector: 'article.post[data-post-id], .feed > li#top [lang^="es"]',
    key: 'data-post-id',
  },
};

const contracts: Terms = {
  ...sentiment,
  title: 'Clauses in contracts',
  questions: [
    {
      kind: 'span',
      id: 'clauses',
      ask: 'Which passages oblige a party, and until when?',
      classes: [
        { id: 'obligation', label: 'Obligation', hint: 'What a party must do' },
        { id: 'term', label: 'Plazo — 期限', key: 't' },
      ],
      spans: { min: 0, max: 200 },
      overlap: true,
    },
  ],
  targets: { unit: 'selection' },
};

const answers: Terms = { ...posts, title: 'Answers', targets: { unit: 'element', selector: 'main .answer' } };

const shown: Terms = {
  ...sentiment,
  examples: [
    {
      shows: 'good',
      target: { unit: 'page', unitKey: 'page', address: 'https://news.example/rates' },
      body: { sentiment: { kind: 'choice', chosen: ['bullish'] } },
      note: '',
    },
    {
      shows: 'bad',
      target: { unit: 'page', unitKey: 'page', address: 'https://news.example/rates' },
      body: { sentiment: { kind: 'unsure' } },
      note: 'It *says* so: «suben» — 上がる.\nOnly <b>who</b> has not read it is unsure.',
    },
  ],
};

const shownPassages: Terms = {
  ...contracts,
  examples: [
    {
      shows: 'good',
      target: {
        unit: 'selection',
        unitKey: 'selection',
        address: 'https://news.example/lease',
        textModel: 2,
        places: [
          [
            { type: 'TextPositionSelector', start: 4, end: 24 },
            { type: 'TextQuoteSelector', exact: 'shall pay until May', prefix: 'The tenant ', suffix: '.' },
          ],
        ],
      },
      body: { clauses: { kind: 'span', spans: [{ class: 'obligation', start: 4, end: 24 }] } },
      note: 'Whole, with its date',
    },
  ],
};

export const terms = () => ({
  cases: [sentiment, court, posts, answers, contracts, shown, shownPassages].map((given) => ({
    text: canonicalText(given),
    termsHash: termsHash(given),
  })),
});
