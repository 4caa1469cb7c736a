import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type ProblemCode, problem, problemKinds, problemOf } from '../../../lib/protocol/api/problem.ts';

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problemKinds, code);
const codes = Object.keys(problemKinds).filter(isCode);

test.each(codes)('the problem %s has a status, a sentence and says whether to try again', (code) => {
  const { status, title, retry } = problemKinds[code];
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
  expect(title).toMatch(/^[A-Z].{8,70}[^.]$/);
  expect(retry).toBeTypeOf('boolean');
  const told = problemOf(code, 'why');
  expect(told).toEqual({ type: `urn:glosa:problem:${code}`, title, status, code, retry, detail: 'why' });
  expect(v.parse(problem, JSON.parse(JSON.stringify(told)))).toEqual(told);
  expect(problemOf(code)).not.toHaveProperty('detail');
});

test('a fault of the relay is to be tried again, a fault of the request is not', () => {
  for (const code of codes) {
    const { status, retry } = problemKinds[code];
    if (status >= 500 || status === 429) expect([code, retry]).toEqual([code, true]);
    if ([400, 401, 403, 413].includes(status)) expect([code, retry]).toEqual([code, false]);
  }
});

test('a problem of a later relay, with fields and codes that we do not know, is read', () => {
  expect(v.is(problem, { type: 'a', title: 'b', status: 418, code: 'new', retry: false, more: [1] })).toBe(
    true,
  );
  expect(v.is(problem, { type: 'a', title: 'b', status: 418, code: 'new' })).toBe(false);
});
