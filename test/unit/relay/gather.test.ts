import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherer, type Outcome } from '../../../relay/ingest/gather.ts';

const later = () => new Promise((resolve) => setTimeout(resolve, 1));
const done = <T>(result: T): Outcome<T> => ({ ok: true, result });
const sent = <T>(result: T) => ({ result, committed: Promise.resolve(), onDisk: Promise.resolve() });

test('one that comes alone is done at once; those that come meanwhile are the next piece, in order', async () => {
  const pieces: string[][] = [];
  const add = gatherer<string, string>({
    most: 3,
    weigh: () => 1,
    mayBeOne: () => true,
    work: async (items) => {
      pieces.push(items);
      await later();
      return sent(items.map((item) => done(item.toUpperCase())));
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
            const result = piece.map(
              ({ kind }): Outcome<string> =>
                kind === 'good' ? done('good') : { ok: false, error: new Error('refused') },
            );
            return sent(result);
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

describe('P3 a piece that was sent', () => {
  /** Pieces of one item, whose commits and syncs the test decides. */
  const scene = () => {
    const steps = ['a', 'b', 'c'].map(() => ({
      committed: Promise.withResolvers<void>(),
      onDisk: Promise.withResolvers<void>(),
    }));
    const begun: string[][] = [];
    const told: string[] = [];
    const add = gatherer<string, string>({
      most: 1,
      weigh: () => 1,
      mayBeOne: () => true,
      work: async (items) => {
        await later();
        begun.push(items);
        const { committed, onDisk } = steps[begun.length - 1]!;
        return { result: items.map(done), committed: committed.promise, onDisk: onDisk.promise };
      },
    });
    const tells = (item: string) =>
      add(item).then(
        () => told.push(item),
        () => told.push(`not ${item}`),
      );
    return { steps, begun, told, tells };
  };

  test('lets one begin behind it, which waits by their locks, and the next when it is committed', async () => {
    const { steps, begun, tells } = scene();
    for (const item of ['a', 'b', 'c']) void tells(item);
    await expect.poll(() => begun).toEqual([['a'], ['b']]);
    await later();
    expect(begun).toHaveLength(2);
    steps[0]!.committed.resolve();
    await expect.poll(() => begun).toEqual([['a'], ['b'], ['c']]);
  });

  test('is told of to nobody before it is on disk, whatever becomes of those behind it', async () => {
    const { steps, begun, told, tells } = scene();
    const telling = ['a', 'b', 'c'].map(tells);
    for (const { committed } of steps) committed.resolve();
    await expect.poll(() => begun).toHaveLength(3);
    expect(told).toEqual([]);
    steps[1]!.onDisk.resolve();
    await telling[1];
    steps[2]!.onDisk.reject(new Error('no disk'));
    await telling[2];
    expect(told).toEqual(['b', 'not c']);
    steps[0]!.onDisk.resolve();
    await telling[0];
    expect(told).toEqual(['b', 'not c', 'a']);
  });

  test('and fails has each of its items tried alone', async () => {
    const works: string[][] = [];
    const add = gatherer<string, string>({
      most: 9,
      weigh: () => 1,
      mayBeOne: () => true,
      work: async (items) => {
        works.push(items);
        await later();
        const failed = items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve();
        failed.catch(() => {});
        return { result: items.map(done), committed: failed, onDisk: failed };
      },
    });
    const outcomes = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => add(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(works).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
  });
});
