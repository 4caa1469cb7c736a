import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherer, type Outcome } from '../../../relay/ingest/gather.ts';

const later = () => new Promise((resolve) => setTimeout(resolve, 1));
const done = <T>(result: T): Outcome<T> => ({ ok: true, result });

test('one that comes alone is done at once; those that come meanwhile are the next piece, in order', async () => {
  const pieces: string[][] = [];
  const add = gatherer<string, string>({
    most: 3,
    weigh: () => 1,
    mayBeOne: () => true,
    work: async (items) => {
      pieces.push(items);
      await later();
      return items.map((item) => done(item.toUpperCase()));
    },
  });
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(await Promise.all(names.map((item) => add(item)))).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(pieces).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']]);
  expect(await add('g')).toBe('G');
});

test('each gets its own outcome, whoever fails, refuses or is too heavy', async () => {
  const kinds = fc.constantFrom('good', 'refused', 'broken');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ kind: kinds, weight: fc.integer({ min: 1, max: 9 }) })),
      async (items) => {
        const add = gatherer<(typeof items)[number], string>({
          most: 8,
          weigh: ({ weight }) => weight,
          mayBeOne: () => true,
          work: async (piece) => {
            await Promise.resolve();
            const total = piece.reduce((sum, { weight }) => sum + weight, 0);
            if (total > 8 && piece.length > 1) throw new Error('too much at once');
            if (piece.some(({ kind }) => kind === 'broken')) throw new Error('broken');
            return piece.map(({ kind }) =>
              kind === 'good' ? done('good') : { ok: false, error: new Error('refused') },
            );
          },
        });
        const outcomes = await Promise.all(
          items.map((item) => add(item).catch((error: Error) => error.message)),
        );
        expect(outcomes).toEqual(items.map(({ kind }) => kind));
      },
    ),
  );
});

test('when the reason is none of theirs, all fail at once and nothing is tried again', async () => {
  let works = 0;
  const add = gatherer<string, string>({
    most: 9,
    weigh: () => 1,
    mayBeOne: (error) => String(error) !== 'Error: no database',
    work: async () => {
      works += 1;
      await later();
      throw new Error('no database');
    },
  });
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((item) => add(item)));
  expect([outcomes.map(({ status }) => status), works]).toEqual([['rejected', 'rejected', 'rejected'], 2]);
});
