import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { giveGolds, knownOf, readKnown } from '../../../lib/authoring/known.ts';
import { writeTerms } from '../../../lib/authoring/write-terms.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import { givenTree, goldHash, isGiven } from '../../../lib/protocol/signed/gold.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';
import { sampleTerms } from '../queue/sample.ts';
import { place } from './sample.ts';
import { wholeForm } from './whole-form.ts';

const options = [
  { id: 'up', label: 'Going up' },
  { id: 'down', label: 'Down' },
];
const asked = (multiple = false): { questions: Question[]; keepParameters: string[] } => ({
  questions: [{ kind: 'choice', id: 'tone', ask: '?', multiple, options }],
  keepParameters: ['id'],
});
const universe = { kind: 'pattern' as const, patterns: ['https://news.example/*'] };
const page = (n: number | string) => `https://news.example/${n}`;
const read = (lines: string[], multiple = false) =>
  readKnown(lines.map(knownOf), { ...asked(multiple), universe });

test('a line is an address and an answer, by its id or its words, under the address by which labelers meet', () => {
  const { truths, fault } = read([`${page('a?utm=1#top')}  going UP`, `\t${page('b?id=2')}\tdown`]);
  expect(fault).toBeUndefined();
  expect([...truths]).toEqual([
    [page('a'), { tone: { kind: 'choice', chosen: ['up'] } }],
    [page('b?id=2'), { tone: { kind: 'choice', chosen: ['down'] } }],
  ]);
  expect([...read([`${page('a')} Down | up`], true).truths.values()]).toEqual([
    { tone: { kind: 'choice', chosen: ['up', 'down'] } },
  ]);
});

test.each([
  [[`https://other.example/ up`], 'known-address', 'https://other.example/'],
  [['nothing up'], 'known-address', 'nothing'],
  [[`${page(1)} sideways`], 'known-answer', 'sideways'],
  [[page(1)], 'known-answer', page(1)],
  [[`${page(1)} up | down`], 'known-answer', 'up | down'],
  [[`${page(1)} up`, `${page('1#x')} up`], 'known-twice', page('1#x')],
])('says what is wrong with %j', (lines, code, detail) => {
  expect(read(lines).fault).toEqual({ code, detail });
});

test('the console binds what is typed where people are measured on whole pages, and nothing elsewhere', () => {
  const golds = ['https://news.example/markets/a good', ''];
  const typed = { pay: 'better-than-guess', golds } as const;
  expect(writeTerms(wholeForm(typed), place).truths.size).toBe(1);
  expect(writeTerms(wholeForm({ golds }), place).truths.size).toBe(0);
  expect(writeTerms(wholeForm({ ...typed, unit: 'element' }), place).truths.size).toBe(0);
  const { faults } = writeTerms(wholeForm({ ...typed, golds: ['https://other.example/ good'] }), place);
  expect(faults).toEqual([{ field: 'golds', code: 'known-address', detail: 'https://other.example/' }]);
  const broken = wholeForm({ ...typed, patterns: ['https://*/x', 'https://news.example/markets/*'] });
  expect(writeTerms(broken, place).truths.size).toBe(1);
});

test('terms are bound to exactly these golds: each proves itself, none other does, and none tells its page', async () => {
  const campaign = `0x${'ca'.repeat(32)}` as const;
  const { policy, ...plain } = sampleTerms();
  const measured = { ...policy, pay: 'better-than-guess' as const, redundancy: { min: 3, max: 5 } };
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 40 }), async (pages) => {
      let draws = 0;
      const random = (bytes: number) => new Uint8Array(bytes).fill(++draws);
      const { truths } = read(pages.map((n) => `${page(n)} ${n % 2 === 0 ? 'up' : 'down'}`));
      const bound = await giveGolds({ ...plain, policy: measured }, campaign, truths, random);
      const { secret, known } = bound.golds!;
      expect(parseValue(terms, bound.terms).ok).toBe(true);
      expect(bound.terms.golds).toEqual({ root: givenTree(known).root, count: pages.length });
      const refOf = (address: string) =>
        `0x${createHmac('sha256', Buffer.from(secret.slice(2), 'hex'))
          .update(Buffer.from(taskId(campaign, pageTargetOf(address)).slice(2), 'hex'))
          .digest('hex')}`;
      const byRef = new Map([...truths].map(([address, truth]) => [refOf(address), truth]));
      const tree = givenTree(known);
      for (const [at, gold] of known.entries()) {
        expect(byRef.get(gold.ref)).toEqual(gold.truth);
        const opened = { ...gold, proof: tree.proof(at) };
        expect(isGiven(bound.terms.golds!.root, opened)).toBe(true);
        const other = { ...opened, truth: { tone: { kind: 'unsure' as const } } };
        expect(isGiven(bound.terms.golds!.root, other)).toBe(false);
        expect(new Set(known.map((one) => goldHash(one))).size).toBe(known.length);
      }
    }),
    { numRuns: 20 },
  );
});

test('without a known answer terms are as they were', async () => {
  const plain = sampleTerms();
  expect(await giveGolds(plain, `0x${'ca'.repeat(32)}`, new Map(), () => new Uint8Array(32))).toEqual({
    terms: plain,
    golds: undefined,
  });
});
