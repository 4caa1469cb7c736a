import { expect, test } from 'vitest';
import { historyOf, rememberedOf, scoresOf, told } from '../../../lib/audit/settlement/history.ts';
import type { CampaignFile, LabelRow } from '../../../lib/protocol/ledger/statement.ts';
import { goldHash } from '../../../lib/protocol/signed/gold.ts';
import { keccak } from '../../../lib/queue/cut-batch.ts';
import { published, rowOf, type Sent, sent } from './history.ts';

const heldForWork = (batch: Sent, index: number, ppm: number): LabelRow => {
  const { credit: _, state: __, opened, posterior, counted, ...row } = paid(batch, index);
  return { ...row, state: 'held', judged: { opened, posterior, counted, score: { ppm, gold: false } } };
};
const paid = (batch: Sent, index: number) => {
  const row = rowOf(batch, index, 'paid');
  if (row.state !== 'paid') throw new Error('not paid');
  return row;
};

const [first, second] = [sent(1, 0, 3), sent(2, 1, 2)];
const gold = {
  ref: rowOf(first, 2, 'held').ref,
  truth: { tone: { kind: 'choice' as const, chosen: ['up'] } },
  salt: `0x${'5a'.repeat(16)}` as const,
};
const files: CampaignFile[] = [
  {
    // One waits for evidence, one is put off as a gold.
    ...published(1, null, [first], [heldForWork(first, 0, 400_000), rowOf(first, 2, 'held')]).file,
    golds: { opened: [], committed: [goldHash(gold)] },
  },
  {
    ...published(
      2,
      1,
      [second],
      [
        { ...paid(first, 0), score: { ppm: 400_000, gold: false } },
        { ...paid(first, 2), score: { ppm: -7, gold: false } },
        { ...paid(second, 0), ref: gold.ref, score: { ppm: 900_000, gold: true } },
      ],
    ).file,
    golds: { opened: [gold], committed: [] },
  },
];

test('files read at once or one after the other tell the same, and what was told before stays as it was', () => {
  const before = historyOf(files.slice(0, 1), keccak);
  const copy = structuredClone(before);
  expect(told(before, files[1]!, keccak)).toEqual(historyOf(files, keccak));
  expect(before).toEqual(copy);
});

test('a label is judged once, by the epoch that settled its task; a gold is for what came after the commitment', () => {
  const { labels, committed, opened } = historyOf(files, keccak);
  expect(labels.get('0/0')).toMatchObject({
    received: 1,
    judgedIn: 1,
    row: { state: 'paid' },
    onGold: false,
  });
  expect(labels.get('0/2')).toMatchObject({ received: 1, judgedIn: 2, onGold: false });
  expect(labels.get('1/0')).toMatchObject({ received: 2, judgedIn: 2, onGold: true });
  expect([committed.size, [...opened.keys()]]).toEqual([0, [gold.ref]]);
  expect(historyOf(files.slice(0, 1), keccak).committed).toEqual(new Map([[goldHash(gold), 1]]));
});

test('scores come in the order of their epochs; what is remembered has the truths of its golds', () => {
  const history = historyOf(files, keccak);
  expect([...scoresOf(history).values()]).toEqual([
    [
      { ppm: 400_000, gold: false },
      { ppm: -7, gold: false },
      { ppm: 900_000, gold: true },
    ],
  ]);
  const options = ['up', 'down'].map((id) => ({ id, label: id }));
  const questions = [{ kind: 'choice' as const, id: 'tone', ask: '?', multiple: false, options }];
  const policy = {
    redundancy: { min: 3, max: 5 },
    stopConfidence: 900_000,
    hold: { scored: 0, golds: 0 },
    pay: 'better-than-guess' as const,
  };
  const { votes, golds } = rememberedOf(history, { policy, questions });
  expect(votes.map(({ onGold }) => onGold)).toEqual([false, false, true]);
  expect(golds).toEqual(new Map([[gold.ref, gold.truth]]));
});
