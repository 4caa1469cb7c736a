import { expect, test } from 'vitest';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { keptDrafts } from '../../../components/overlay/kept-drafts.ts';
import { offerKey } from '../../../components/overlay/offer.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import type { Place } from '../../../lib/protocol/target/selection.ts';
import { background } from './background.ts';
import { moods, offer, own, topics } from './samples.ts';

const sheet = offer({ questions: [moods, topics] });
const open = (...offers: (typeof sheet)[]) =>
  createAnswering(offers, { call: background().call, clock: () => 0, activeMs: () => 0 });
const draftOf = ({ store }: ReturnType<typeof open>) => store.getState().sheets[0]?.draft;
const half: Body = { mood: { kind: 'choice', chosen: ['up'] } };

test('what is half answered is there when the page comes back to its address, and only there', () => {
  const drafts = keptDrafts();
  const left = open(sheet);
  left.renew(offerKey(sheet), half, []);
  drafts.keep(left);
  const other = open({
    ...sheet,
    target: { unit: 'page', unitKey: 'page', address: 'https://news.example/b' },
  });
  drafts.restore(other);
  expect(draftOf(other)).toEqual({});
  const back = open(sheet);
  drafts.restore(back);
  expect(draftOf(back)).toEqual(half);
});

test('passages come back with what finds them', () => {
  const places: Place[] = [
    [
      { type: 'TextPositionSelector', start: 3, end: 7 },
      { type: 'TextQuoteSelector', exact: 'rent', prefix: 'The ', suffix: ' is due' },
    ],
  ];
  const marked = offer({
    questions: [moods, topics],
    target: selectionTargetOf('https://court.example/contract'),
  });
  const draft: Body = { clauses: { kind: 'span', spans: [{ class: 'duty', start: 3, end: 7 }] } };
  const drafts = keptDrafts();
  const left = open(marked);
  left.renew(offerKey(marked), draft, places);
  drafts.keep(left);
  const back = open(marked);
  drafts.restore(back);
  expect(draftOf(back)).toEqual(draft);
  expect(back.store.getState().sheets[0]?.offer.target).toMatchObject({ places });
});

test('what was saved elsewhere meanwhile stands, and what is saved is no draft', () => {
  const drafts = keptDrafts();
  const left = open(sheet);
  left.renew(offerKey(sheet), half, []);
  drafts.keep(left);
  const saved = { ...sheet, own: own({ body: { mood: { kind: 'choice', chosen: ['down'] } } }) };
  const back = open(saved);
  drafts.restore(back);
  expect(draftOf(back)).toEqual(saved.own.body);
  drafts.keep(back);
  const again = open(sheet);
  drafts.restore(again);
  expect(draftOf(again)).toEqual({});
});

test('an answer that saves at once and could not be saved is not shown again as if it were', () => {
  const one = offer();
  const drafts = keptDrafts();
  const left = open(one);
  left.renew(offerKey(one), half, []);
  drafts.keep(left);
  const back = open(one);
  drafts.restore(back);
  expect(draftOf(back)).toEqual({});
});
