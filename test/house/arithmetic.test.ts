import { expect, test } from 'vitest';
import { inexactArithmetic } from './arithmetic/inexact.ts';

test.each([
  ['a function of Math', 'const a = Math.exp(1);', 'Math.exp'],
  ['the logarithm', 'const a = Math.log(1);', 'Math.log'],
  ['a power', 'const a = Math.pow(2, 3);', 'Math.pow'],
  ['the operator', 'const a = b ** 2;', '**'],
  ['the assignment', 'a **= 2;', '**='],
  ['a computed name', "const a = Math['exp'](1);", 'Math'],
  ['a part taken out', 'const { exp } = Math;', 'Math'],
  ['a function handed on', 'const a = b.map(Math.sqrt);', 'Math.sqrt'],
  ['chance', 'const a = Math.random();', 'Math.random'],
])('refused: %s', (_, text, what) => {
  expect(inexactArithmetic('x.ts', `\n${text}`)).toEqual([{ at: 'x.ts:2', what }]);
});

test('allowed: what has one result', () => {
  const text =
    "const a = Math.floor(1 / 3) * Math.max(2, 3) + Math.imul(4, 5); // Math.exp, **\nconst b = 'Math.log';";
  expect(inexactArithmetic('x.ts', text)).toEqual([]);
});
