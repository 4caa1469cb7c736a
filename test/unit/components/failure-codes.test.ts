import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureText } from '../../../components/parts/failure.ts';

const sources = globSync('{lib,entrypoints}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const codes = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/(?:new Expected|failed)\(\s*'([a-z-]+)'/g)].map(([, code]) => code!),
  ),
);

test('every failure that we expect has a sentence that says what to do', () => {
  expect(codes.size).toBeGreaterThan(15);
  const said = [...codes].filter(
    (code) => failureText((key) => key, { code, detail: null }) === 'failure_other',
  );
  expect(said).toEqual([]);
});
