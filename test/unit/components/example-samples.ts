import type { SpanQuestion } from '../../../lib/protocol/question/span.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import type { Example } from '../../../lib/protocol/terms/example.ts';
import type { Guide } from '../../../lib/view/offer.ts';
import { moods } from './samples.ts';

/** Of the question `moods`; its note has what must stay text. */
export const good: Example = {
  shows: 'good',
  target: pageTargetOf('https://news.example/markets/rates-are-cut-and-the-year-ends-well'),
  body: { mood: { kind: 'choice', chosen: ['up'] } },
  note: 'It says that <b>rates fall</b>, and expects that to go on.',
};

export const bad: Example = {
  shows: 'bad',
  target: { unit: 'element', unitKey: 'post-7', address: 'https://news.example/posts', quote: 'Buy – now!' },
  body: { mood: { kind: 'choice', chosen: ['up'] } },
  note: 'The post wants to sell something: that is not what its writer expects.\nIt is neutral.',
};

/** What the campaign of these wants to be read. */
export const read: Guide = {
  instructions: 'Read it **whole**.\n\n- the text\n- not the <b>firm</b>',
  examples: [good, bad],
  questions: [moods],
};

export const parties: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which passages name a party?',
  classes: [
    { id: 'party', label: 'Party' },
    { id: 'term', label: 'Term' },
  ],
  spans: { min: 0, max: 20 },
  overlap: false,
};

const place = (start: number, exact: string) => [
  { type: 'TextPositionSelector' as const, start, end: start + exact.length },
  { type: 'TextQuoteSelector' as const, exact, prefix: 'Between ', suffix: ' and' },
];

/** Of the question `parties`. */
export const passages: Example = {
  shows: 'good',
  target: selectionTargetOf('https://court.example/lease', [
    place(8, 'Maria Álvarez (the tenant)'),
    place(60, 'for five years from the first of May'),
  ]),
  body: {
    clauses: {
      kind: 'span',
      spans: [
        { class: 'party', start: 8, end: 34 },
        { class: 'term', start: 60, end: 96 },
      ],
    },
  },
  note: '',
};
