import { defineConfig } from 'vitest/config';

const jsx = { runtime: 'automatic', importSource: 'preact' } as const;

/** Cheap tests first; `npm test` runs the projects in this order. Nothing is retried: a test that fails sometimes fails. */
export default defineConfig({
  oxc: { jsx },
  test: {
    // Files share nothing, and those of relay and trips mostly wait: for disk, blocks, epochs and pages.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{unit,house}/**/*.test.ts'],
          environment: 'node',
          // Properties run many cases, on busy machines as well.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'view', include: ['test/unit/**/*.test.tsx'], environment: 'happy-dom' },
      },
      {
        extends: true,
        test: {
          name: 'relay',
          include: ['test/relay/**/*.test.ts'],
          // The longest take 20 s on a machine with nothing else to do.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stand',
          include: ['test/stand/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'trip',
          include: ['test/trip/**/*.test.ts'],
          globalSetup: 'test/house/trip-setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
