import { expect, test } from 'vitest';
import type { BatchRow } from '../../../lib/protocol/ledger/statement.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { openedOf } from '../../../lib/protocol/signed/leaf.ts';
import { type Decided, decide } from '../../../relay/settlement/decide.ts';
import { fileRoom, settlingSize } from '../../../relay/settlement/file-room.ts';
import { labelRowOf } from '../../../relay/settlement/label-row.ts';
import { sent } from '../audit/history.ts';
import { hexOf, sampleTerms } from '../queue/sample.ts';
import { openLabel } from './open-label.ts';

const label = sent(1, 0, 1).labels[0]!;
const large = { number: 4_000_000_000, position: 255, price: 10n ** 12n };
const sizeOf = (value: unknown) => Buffer.byteLength(canonicalText(value)) + 1;

const batch = (count: number): BatchRow => ({
  count,
  key: hexOf(1, 20),
  labelsRoot: hexOf(1, 32),
  leaves: Array.from({ length: count }, () => hexOf(1, 32)),
  number: large.number,
  sequence: large.number,
  signature: hexOf(1, 65),
  termsHash: hexOf(1, 32),
});

const words = Array.from({ length: 40 }, (_, n) => ({
  class: 'obligation',
  start: 900_000 + n,
  end: 999_999,
}));
const many: Body = Object.fromEntries(
  Array.from({ length: 8 }, (_, n) => [`question-${n}`, { kind: 'choice', chosen: ['up'] }]),
);
const bodies: Body[] = [label.body, { words: { kind: 'span', spans: words } }, many];

test('a file is no larger than what batches, labels and settling are said to take of it', () => {
  const finding = {
    posterior: {},
    score: -999_999,
    given: -999_999,
    onGold: false,
    weight: 2_944_438,
  };
  const payment: Decided['payment'] = { state: 'paid', credit: 10n ** 12n };
  for (const count of [1, 50])
    for (const body of bodies)
      for (const reported of [false, true]) {
        const open = Array.from({ length: count }, () => openLabel(1, { ...large, reported }));
        const posterior = Object.fromEntries(Object.keys(body).map((id) => [id, 1_000_000]));
        const decided = { opened: openedOf({ ...label, body }), finding: { ...finding, posterior }, payment };
        const room = fileRoom([batch(count)], open);
        const held = open.filter((one) => !one.reported).map((one) => labelRowOf(one, undefined));
        expect(sizeOf(batch(count)) + sizeOf(held)).toBeLessThanOrEqual(60_000_000 - room);
        const settled = open.map((one) => labelRowOf(one, decided));
        const taken = open.reduce((sum, one) => sum + settlingSize(one, body), 0);
        expect(sizeOf(batch(count)) + sizeOf(settled)).toBeLessThanOrEqual(60_000_000 - room + taken);
      }
});

test('tasks for which a file has no room wait for the next, those that are promised sooner go first; what must be said is said', () => {
  const day = 86_400;
  const open = [3, 1, 2, 4].map((n) => openLabel(n, { acceptBy: n * day, text: canonicalText(label) }));
  const settled = (tasks: number, dueBy: number, labels = open, terms = sampleTerms()) => {
    const decided = decide({
      ...{ terms, open: labels, before: [], given: new Map(), pages: undefined, appeals: [] },
      ...{
        golds: { opened: new Map(), truths: new Map(), isOn: () => false },
        defer: () => [],
        isOpen: true,
      },
      ...{ scores: new Map(), priors: new Map(), dueBy },
      fileRoom: tasks * settlingSize(open[0]!, label.body),
    });
    return [...decided.labels.keys()].map(({ number }) => number).sort();
  };
  expect(settled(4, 0)).toEqual([1, 2, 3, 4]);
  expect(settled(2, 0)).toEqual([1, 2]);
  expect(settled(0, 3 * day)).toEqual([1, 2, 3]);
  const listed = open.map((one) => ({ ...one, reported: one.number < 3 }));
  expect(settled(2, 0, listed)).toEqual([3, 4]);
  // A task that waits for more labels takes no room, whatever it was promised.
  const terms = { ...sampleTerms(), policy: { ...sampleTerms().policy, redundancy: { min: 2, max: 2 } } };
  const second = openLabel(4, { number: 5, acceptBy: 5 * day, text: canonicalText(label) });
  expect(settled(2, 0, [...open, second], terms)).toEqual([4, 5]);
});
