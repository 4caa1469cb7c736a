import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { budgets, sizes } from './size/sizes.ts';

test('a file in the page is counted after gzip, and one that is gone is said', () => {
  const build = mkdtempSync(join(tmpdir(), 'glosa-size-'));
  onTestFinished(() => rmSync(build, { recursive: true }));
  const page = budgets.slice(0, 1);
  expect(() => sizes(build, page)).toThrow(/into the page: no file/);
  mkdirSync(join(build, 'content-scripts'));
  writeFileSync(join(build, 'content-scripts/overlay.js'), randomBytes(29_000));
  writeFileSync(join(build, 'content-scripts/overlay.css'), '.a{color:red}'.repeat(1000));
  const [size] = sizes(build, page);
  expect(size?.is).toBeGreaterThan(29_000);
  expect(size?.is).toBeLessThan(29_500);
  writeFileSync(join(build, 'content-scripts/kind.js'), randomBytes(2_000));
  const [more] = sizes(build, page);
  expect(more?.is).toBeGreaterThan(more?.most ?? Number.POSITIVE_INFINITY);
});
