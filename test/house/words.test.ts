import { expect, test } from 'vitest';
import { refusedWords } from './words/refused.ts';

const typescript = {
  binding: 'const mySubmission = 1;',
  'function and parameter': 'function f(annotatorId: string) { return annotatorId; }',
  'property of a type': 'type A = { readonly honeypot: boolean };',
  'property of an object': 'const a = { consensus: 1 };',
  member: 'const a = globalThis.contributionCount;',
  'private field': 'class A { #submission = 1; }',
  type: 'type Consensus = 1;',
  'imported name': "import { annotator as a } from './x.ts';",
  'renamed import': "import { a as annotator } from './x.ts';",
  'type parameter': 'type A<Submission> = Submission[];',
  destructuring: 'const { a: { honeypotOf } } = b;',
  label: 'consensus: for (;;) break consensus;',
  attribute: 'const a = <b honeypot="1" />;',
  component: 'const a = <Annotator />;',
};

test.each(Object.entries(typescript))('refused as %s', (_, text) => {
  expect(refusedWords('x.tsx', text).length).toBeGreaterThan(0);
});

test('refused in Solidity', () => {
  const text =
    '/// a submission\ncontract A {\n  struct Submission { uint a; } // annotator\n  string b = "honeypot\\"s";\n}';
  expect(refusedWords('A.sol', text)).toEqual([
    { at: 'A.sol:3', name: 'Submission', say: 'label, or what is submitted' },
  ]);
});

test('refused as the name of a file', () => {
  expect(refusedWords('lib/submission.ts', '')).toHaveLength(1);
});

test('allowed in strings, templates, comments and text', () => {
  const text =
    "// annotator\nconst a = ['submission', `consensus`, 'honeypot']; const b = <p>contribution</p>;";
  expect(refusedWords('x.tsx', text)).toEqual([]);
});
