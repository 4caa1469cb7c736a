import { expect, test } from 'vitest';
import type { OwnReceipt } from '../../../lib/audit/check-epoch.ts';
import { ownPart } from '../../../lib/audit/own-part.ts';
import type { DatasetFile } from '../../../lib/protocol/ledger/dataset.ts';
import { hexOf, payTo } from '../queue/sample.ts';
import { campaign, own, type Sent, sent } from './history.ts';

const batch = sent(1, 0, 2);
const { key } = batch.batch;
const other = hexOf(0x77, 20);

const dataset = (given: Partial<DatasetFile> = {}): DatasetFile => ({
  version: 1,
  campaign,
  epoch: 3,
  file: hexOf(1, 32),
  total: 900,
  keys: [
    { key, weight: 500 },
    { key: other, weight: 400 },
  ],
  leaves: [
    [payTo, 500],
    [other, 400],
  ],
  ...given,
});
const told = (weight: number, of: Sent = batch): OwnReceipt => ({ ...own(of), weight });

test('what statements told, keys and payTos agree: the part, and nothing to say', () => {
  expect(ownPart(dataset(), [told(500)], [])).toEqual({ part: { own: 500, total: 900 }, fault: undefined });
});

test('more is no fault: labels of before a restore, which tell nothing, and another device’s at the same payTo', () => {
  const more = dataset({ leaves: [[payTo, 900]] });
  for (const weight of [0, 300]) expect(ownPart(more, [told(weight)], []).fault).toBeUndefined();
});

test('several receipts of one key and payTo count these once', () => {
  const receipts = [told(300), told(200, sent(2, 1, 1))];
  expect(ownPart(dataset(), receipts, [])).toEqual({ part: { own: 500, total: 900 }, fault: undefined });
});

test.each<[what: string, given: Partial<DatasetFile>, least: number]>([
  ['the key is left out', { keys: [{ key: other, weight: 900 }] }, 0],
  ['the key has less than its labels', { keys: [{ key, weight: 499 }] }, 499],
  ['the payTo is left out', { leaves: [[other, 900]] }, 0],
  ['the payTo has less than the key', { leaves: [[payTo, 499]] }, 499],
])('%s: said with both figures', (_, given, least) => {
  expect(ownPart(dataset(given), [told(500)], []).fault).toBe(
    `the dataset gives ${least} of the 500 that own labels weigh`,
  );
});
