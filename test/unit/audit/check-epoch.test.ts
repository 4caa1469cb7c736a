import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEpoch, type OwnReceipt } from '../../../lib/audit/check-epoch.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { labelRow } from '../../../lib/protocol/ledger/statement.ts';
import { hexOf } from '../queue/sample.ts';
import { campaign, cutOf, own, type Published, price, published, rowOf, type Sent, sent } from './history.ts';

const check = ({ statement, file }: Published, ...receipts: OwnReceipt[]) =>
  checkEpoch(statement, receipts, (id) => (id === campaign ? file : undefined));

const rowsOf = (given: Sent, verdict: 'held' | 'paid' = 'paid') =>
  given.labels.map((_, index) => rowOf(given, index, verdict));

describe('P5 a statement that says what was received and pays what was promised', () => {
  it('gives no difference, and a row for every label', () => {
    const batch = sent(1, 4, 3, [1]);
    const rows = [rowOf(batch, 0, 'paid'), rowOf(batch, 2, 'held')];
    const { differences, rows: found } = check(published(1, null, [batch], rows), own(batch));
    expect(differences).toEqual([]);
    expect(found.map(({ index, row }) => [index, row.state])).toEqual([
      [0, 'paid'],
      [2, 'held'],
    ]);
  });

  it('says nothing of an epoch that is not cut yet', () => {
    expect(check(published(1, null, [], []), own(sent(2, 0, 2))).differences).toEqual([]);
  });

  it('covers receipts of an epoch that was revoked', () => {
    const batch = sent(2, 0, 1);
    const honest = published(3, 1, [batch], rowsOf(batch));
    expect(check(honest, own(batch)).differences).toEqual([]);
    const silent = published(3, 1, [], []);
    expect(check(silent, own(batch)).differences).toMatchObject([{ kind: 'missing' }, { kind: 'missing' }]);
  });

  it('gives no difference over any honest history', () => {
    const batches = fc.array(
      fc.record({
        epoch: fc.integer({ min: 1, max: 6 }),
        count: fc.integer({ min: 1, max: 4 }),
        delay: fc.nat(3),
      }),
      { maxLength: 6 },
    );
    const revoked = fc.subarray([2, 3, 4, 5]);
    fc.assert(
      fc.property(batches, revoked, fc.nat(), (drawn, skipped, seed) => {
        const history = drawn.map(({ epoch, count, delay }, number) => ({
          given: sent(epoch, number, count, (seed + number) % 3 === 0 ? [0] : []),
          settles: epoch + delay,
        }));
        const settled = new Map<number, Map<number, number>>();
        let previous: number | null = null;
        for (let epoch = 1; epoch <= 9; epoch++) {
          if (skipped.includes(epoch)) continue;
          const after = previous ?? 0;
          const listed = history.filter(
            ({ given: { receipt } }) => receipt.epoch > after && receipt.epoch <= epoch,
          );
          const rows = history.flatMap(({ given, settles }) =>
            [...given.labels.keys()]
              .filter((index) => !given.refused.some(([refused]) => refused === index))
              .flatMap((index): { given: Sent; index: number; verdict: 'paid' | 'held' }[] => {
                if (given.receipt.epoch > epoch) return [];
                // In time: at the first cut from which on the next one could be too late.
                const isDue = epoch >= settles || given.receipt.acceptBy < cutOf(epoch + 2);
                const before = settled.get(given.receipt.number) ?? new Map<number, number>();
                if (before.has(index)) return [];
                if (isDue) return [{ given, index, verdict: 'paid' }];
                const isNew = given.receipt.epoch > after;
                return isNew ? [{ given, index, verdict: 'held' }] : [];
              }),
          );
          const statement = published(
            epoch,
            previous,
            listed.map(({ given }) => given),
            rows.map(({ given, index, verdict }) => rowOf(given, index, verdict)),
          );
          const receipts = history.map(({ given }) => own(given, settled.get(given.receipt.number)));
          const result = check(statement, ...receipts);
          expect(result.differences).toEqual([]);
          expect(result.rows).toHaveLength(rows.length);
          for (const { given, index, verdict } of rows)
            if (verdict === 'paid') {
              const { number } = given.receipt;
              settled.set(number, new Map([...(settled.get(number) ?? []), [index, epoch]]));
            }
          // The same statement, checked again after a late answer: still nothing.
          const again = history.map(({ given }) => own(given, settled.get(given.receipt.number)));
          expect(check(statement, ...again).differences).toEqual([]);
          previous = epoch;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('P5 a lying relay', () => {
  const batch = sent(1, 4, 3);

  it('drops the batch: missing', () => {
    const { differences, rows } = check(published(1, null, [], []), own(batch));
    expect(differences[0]).toEqual({
      kind: 'missing',
      campaign,
      number: 4,
      detail: 'the statement does not have the batch',
    });
    expect(differences.map(({ kind }) => kind)).toEqual(Array(4).fill('missing'));
    expect(rows).toEqual([]);
  });

  it('leaves the whole campaign out: missing', () => {
    const { statement } = published(1, null, [], []);
    expect(checkEpoch(statement, [own(batch)], () => undefined).differences[0]?.kind).toBe('missing');
  });

  it('alters the batch: altered', () => {
    const honest = published(1, null, [batch], rowsOf(batch));
    const [row] = honest.file.batches;
    const alterations = [
      { key: hexOf(1, 20) },
      { sequence: 9 },
      { termsHash: hexOf(1, 32) },
      { count: 2 },
      { labelsRoot: hexOf(1, 32) },
      { leaves: row!.leaves.toReversed() },
      { leaves: row!.leaves.slice(1) },
    ];
    for (const alteration of alterations) {
      const file = { ...honest.file, batches: [{ ...row!, ...alteration }] };
      expect(check({ ...honest, file }, own(batch)).differences).toMatchObject([
        { kind: 'altered', number: 4 },
      ]);
    }
  });

  it('puts another body under the label: altered, and what is said of it is not taken over', () => {
    const [first, ...rest] = rowsOf(batch);
    const rows = [{ ...first!, bodyPart: hexOf(1, 32) }, ...rest];
    const result = check(published(1, null, [batch], rows), own(batch));
    expect(result.differences).toEqual([
      { kind: 'altered', campaign, number: 4, detail: 'label 0 is not what was signed' },
    ]);
    expect(result.rows.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('writes another price into the row: altered', () => {
    const [first, ...rest] = rowsOf(batch);
    const result = check(published(1, null, [batch], [{ ...first!, price: '10000' }, ...rest]), own(batch));
    expect(result.differences).toMatchObject([{ kind: 'altered' }]);
  });

  it('omits a row: missing', () => {
    const result = check(published(1, null, [batch], rowsOf(batch).slice(1)), own(batch));
    expect(result.differences).toEqual([
      { kind: 'missing', campaign, number: 4, detail: 'label 0 has no row' },
    ]);
  });

  it('has two rows for a label: altered', () => {
    const rows = [...rowsOf(batch), rowOf(batch, 2, 'rejected')];
    const result = check(published(1, null, [batch], rows), own(batch));
    expect(result.differences).toMatchObject([{ kind: 'altered', detail: 'label 2 has 2 rows' }]);
    expect(result.rows.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('signs one number twice: altered, for at least one of the two', () => {
    const twin = sent(1, 4, 3);
    for (const listed of [[batch], [twin], [batch, twin]])
      expect(
        check(published(1, null, listed, rowsOf(batch)), own(batch), own(twin)).differences,
      ).toContainEqual(expect.objectContaining({ kind: 'altered', number: 4 }));
  });

  it('underpays: underpaid', () => {
    const rows = [rowOf(batch, 0, 'paid', price - 1n), rowOf(batch, 1, 'rejected'), rowOf(batch, 2, 'paid')];
    const result = check(published(1, null, [batch], rows), own(batch));
    expect(result.differences.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['underpaid', 'label 0 got 19999 of 20000'],
      ['underpaid', 'label 1 got 0 of 20000'],
    ]);
    expect(result.rows).toHaveLength(3);
  });

  it('says that a page does not exist: nothing is due', () => {
    const [row] = [rowOf(batch, 1, 'rejected')];
    const missed = { ...row, code: 'no-such-page', evidence: 'looks=2 status=404 first=0 last=0' };
    const read = parseValue(labelRow, missed);
    if (!read.ok) throw new Error(read.detail);
    const rows = [rowOf(batch, 0, 'paid'), read.value, rowOf(batch, 2, 'paid')];
    expect(check(published(1, null, [batch], rows), own(batch)).differences).toEqual([]);
  });

  it('pays by another rule: not for us to recompute here', () => {
    const rows = [0, 1, 2].map((index) => rowOf(batch, index, 'rejected'));
    const result = check(published(1, null, [batch], rows), { ...own(batch), flatPrice: null });
    expect(result.differences).toEqual([]);
  });

  it('settles a label a second time: altered', () => {
    const again = published(3, 2, [], [rowOf(batch, 1, 'rejected')]);
    const settled = new Map([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    const result = check(again, own(batch, settled));
    expect(result.differences).toMatchObject([{ kind: 'altered', detail: 'label 1 was settled before' }]);
    expect(result.rows).toEqual([]);
  });

  it.each([
    ['is silent', []],
    ['holds on', [0, 1, 2].map((index) => rowOf(batch, index, 'held'))],
  ])('%s when the date on the receipt is over: missing', (_, rows) => {
    const inTime = published(4, 3, [], rows);
    expect(inTime.statement.cut).toBeLessThanOrEqual(batch.receipt.acceptBy);
    expect(check(inTime, own(batch)).differences).toEqual([]);
    const late = published(5, 4, [], rows);
    expect(check(late, own(batch)).differences.map(({ kind, detail }) => [kind, detail])).toEqual(
      [0, 1, 2].map((index) => ['missing', `label ${index} was not settled by its date`]),
    );
  });

  it('names an epoch on the receipt that never comes: missing when the date is over', () => {
    const never = sent(1, 4, 1);
    never.receipt.epoch = 4_000_000_000;
    expect(check(published(4, 3, [], []), own(never)).differences).toEqual([]);
    expect(check(published(5, 4, [], []), own(never)).differences).toMatchObject([{ kind: 'missing' }]);
  });

  it('names an epoch on the receipt that is over already: missing when the date is over', () => {
    const past = sent(2, 4, 1);
    past.receipt.epoch = 0;
    expect(check(published(6, 5, [], []), own(past)).differences).toMatchObject([{ kind: 'missing' }]);
  });
});

describe('P6 no silent rejection', () => {
  it.each(['code', 'evidence', 'credit'])('a rejection without %s is no row', (field) => {
    const row = rowOf(sent(1, 0, 1), 0, 'rejected');
    expect(parseValue(labelRow, row).ok).toBe(true);
    const bare = Object.fromEntries(Object.entries(row).filter(([name]) => name !== field));
    expect(parseValue(labelRow, bare).ok).toBe(false);
  });

  it.each([
    { code: 'because' },
    { code: '' },
    { evidence: '' },
    { evidence: 'see https://news.example' },
    { credit: '1' },
  ])('nor with %o', (given) => {
    expect(parseValue(labelRow, { ...rowOf(sent(1, 0, 1), 0, 'rejected'), ...given }).ok).toBe(false);
  });

  it('and none can be paid 0', () => {
    expect(parseValue(labelRow, { ...rowOf(sent(1, 0, 1), 0, 'paid'), credit: '0' }).ok).toBe(false);
  });
});

describe('P5 an appeal', () => {
  const batch = sent(1, 0, 1);
  const promise = { index: 0, epoch: 2, decideBy: cutOf(3), signature: hexOf(7, 65) };
  const before = new Map([[0, 1]]);
  const decided = (outcome: 'won' | 'lost', verdict: 'paid' | 'rejected', credit = price) => {
    const row = rowOf(batch, 0, verdict, credit);
    return row.state === 'held'
      ? row
      : { ...row, appeal: { outcome, ref: hexOf(8, 32), signature: hexOf(7, 65) } };
  };

  it('settles a label once more, and its row is taken over', () => {
    for (const row of [decided('won', 'paid'), decided('lost', 'rejected')]) {
      const { differences, rows } = check(published(3, 1, [], [row]), own(batch, before, [promise]));
      expect([differences.filter(({ kind }) => kind !== 'underpaid'), rows.length]).toEqual([[], 1]);
    }
    const again = check(published(3, 1, [], [rowOf(batch, 0, 'paid')]), own(batch, before, [promise]));
    expect(again.differences).toMatchObject([{ kind: 'altered', detail: 'label 0 was settled before' }]);
  });

  it('takes nothing from a label that was paid, or whose appeal was decided', () => {
    for (const row of [decided('lost', 'rejected'), decided('won', 'paid')]) {
      const { differences, rows } = check(published(3, 1, [], [row]), own(batch, before));
      expect(differences).toMatchObject([{ kind: 'altered', detail: 'label 0 was settled before' }]);
      expect(rows).toEqual([]);
    }
  });

  it('that is promised and not decided when its date is over is missing', () => {
    expect(check(published(3, 1, [], []), own(batch, before, [promise])).differences).toEqual([]);
    expect(check(published(4, 1, [], []), own(batch, before, [promise])).differences).toMatchObject([
      { kind: 'missing', detail: 'the appeal of label 0 was not decided by its date' },
    ]);
    const late = check(published(4, 1, [], [decided('won', 'paid')]), own(batch, before, [promise]));
    expect(late.differences).toEqual([]);
  });
});
