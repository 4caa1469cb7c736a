import { expect, test } from 'vitest';
import { offerKey } from '../../../../components/overlay/offer.ts';
import type { SpanQuestion } from '../../../../lib/protocol/question/span.ts';
import { selectionTargetOf } from '../../../../lib/protocol/target/places.ts';
import type { Place } from '../../../../lib/protocol/target/selection.ts';
import { byName, click } from '../drawing.tsx';
import { open } from '../open-panel.tsx';
import { offer, overview, own } from '../samples.ts';
import { english } from '../words.ts';

const { t } = english;

const clauses: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which passages oblige or entitle?',
  classes: [
    { id: 'duty', label: 'Duty' },
    { id: 'right', label: 'Right' },
  ],
  spans: { min: 0, max: 9 },
  overlap: false,
};
const placeAt = (start: number, end: number, exact: string): Place => [
  { type: 'TextPositionSelector', start, end },
  { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
];
const body = {
  clauses: {
    kind: 'span' as const,
    spans: [
      { class: 'duty', start: 3, end: 12 },
      { class: 'right', start: 20, end: 30 },
    ],
  },
};
const target = selectionTargetOf('https://news.example/a', [
  placeAt(3, 12, 'shall pay'),
  placeAt(20, 30, 'may refuse'),
]);
const contract = offer({ title: 'Clauses', questions: [clauses], target, own: own({ body, state: 'paid' }) });
const here = { address: 'https://news.example/a', offers: [contract], elements: [], unjoined: [] };
const task = offerKey(contract);

const items = (root: ParentNode) =>
  [...root.querySelectorAll('.passage-item')].map(({ textContent }) => textContent);

test('passages of the page in front are told with where they are, and the panel leads to those that have a place', async () => {
  const standings = { '3 12': 'placed', '20 30': 'gone' };
  const { root, showPassage } = await open(overview({ here }), {
    passages: [{ task, body, target, standings }],
  });
  expect(items(root)).toEqual(['Dutyshall pay', `Rightmay refuse${t('span_gone')}`]);
  await click(byName(root, 'button', t('span_show', 'shall pay')));
  expect(showPassage).toHaveBeenCalledWith(task, { class: 'duty', start: 3, end: 12 });
  expect(root.querySelector(`[aria-label="${t('span_show', 'may refuse')}"]`)).toBeNull();
});

test('what is marked and not saved yet is told too; what a page says of a state that is none is not', async () => {
  const { own: _, ...fresh } = contract;
  const unsaved = { ...fresh, own: null, target: selectionTargetOf('https://news.example/a') };
  const first = await open(overview({ here: { ...here, offers: [unsaved] } }));
  expect(first.root.textContent).toContain(t('here_spans_none'));
  const passages = [{ task, body, target, standings: { '3 12': 'hijacked', '20 30': 'unsure' } }];
  const { root } = await open(overview({ here: { ...here, offers: [unsaved] } }), { passages });
  expect(items(root)).toEqual(['Dutyshall pay', `Rightmay refuse${t('span_unsure')}`]);
  expect(root.textContent).toContain(t('here_spans_next'));
});

test('where the page does not tell, the label’s own words stand', async () => {
  const { root } = await open(overview({ here }));
  expect(items(root)).toEqual(['Dutyshall pay', 'Rightmay refuse']);
  expect(root.querySelector('.passage-item button')).toBeNull();
});
