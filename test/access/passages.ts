import type { SpanQuestion } from '../../lib/protocol/question/span.ts';
import { selectionTargetOf } from '../../lib/protocol/target/places.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import type { Offer } from '../../lib/view/offer.ts';
import { offer } from '../unit/components/samples.ts';

/** A class of each look. */
export const clauses: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which passages oblige or entitle?',
  classes: ['Duty', 'Right', 'Term', 'Fine', 'Party', 'Place', 'Date', 'Law'].map((label) => ({
    id: label.toLowerCase(),
    label,
    hint: `What a ${label.toLowerCase()} is`,
  })),
  spans: { min: 0, max: 9 },
  overlap: false,
};

const words = [
  'shall pay',
  'may keep',
  'within thirty days',
  'one tenth',
  'the tenant',
  'Port',
  'May',
  'Act',
];
const spans = clauses.classes.map(({ id }, at) => ({ class: id, start: at * 20, end: at * 20 + 9 }));

const placeAt = ({ start, end }: { start: number; end: number }, exact: string): Place => [
  { type: 'TextPositionSelector', start, end },
  { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
];

export const marked = { clauses: { kind: 'span' as const, spans } };

export const contract = (given: Partial<Offer> = {}): Offer =>
  offer({
    title: 'Clauses',
    questions: [clauses],
    target: selectionTargetOf('https://court.example/contract'),
    ...given,
  });

/** With all that is marked in its target. */
export const markedContract = (given: Partial<Offer> = {}): Offer => {
  const { target } = contract();
  const places = spans.map((span, at) => placeAt(span, words[at] ?? ''));
  return contract({ target: target.unit === 'selection' ? { ...target, places } : target, ...given });
};

/** One of each, by their order. */
export const standings = ['placed', 'sought', 'unsure', 'gone'] as const;
export const spansMarked = spans;
