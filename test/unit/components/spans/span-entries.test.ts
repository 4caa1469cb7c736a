import { expect, test } from 'vitest';
import { abstentions } from '../../../../components/question/abstentions.ts';
import { answerSpanByKey, classEntries, noneKey } from '../../../../components/question/span-entries.ts';
import type { SpanQuestion } from '../../../../lib/protocol/question/span.ts';

const ask = (id: string, classes: SpanQuestion['classes'], min = 0): SpanQuestion => ({
  kind: 'span',
  id,
  ask: '?',
  classes,
  spans: { min, max: 9 },
  overlap: false,
});
const many = Array.from({ length: 20 }, (_, at) => ({ id: `c${at}`, label: `Class ${at}` }));
const keysOf = (questions: readonly SpanQuestion[]) => classEntries(questions).map(({ key }) => key);

test('classes have the keys that the requester named, the others the first that are free', () => {
  const classes = [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B', key: '1' },
    { id: 'c', label: 'C', key: 't' },
  ];
  expect(keysOf([ask('q', classes)])).toEqual(['2', '1', 't']);
});

test('questions that are asked together share no key, and no class has a key that means something else', () => {
  const keys = keysOf([ask('one', many), ask('two', many)]).filter((key) => key !== null);
  expect(new Set(keys).size).toBe(keys.length);
  for (const taken of [...abstentions.map(({ key }) => key), noneKey, 'j', 'k']) {
    expect(keys).not.toContain(taken);
    expect(keysOf([ask('q', [{ id: 'a', label: 'A', key: taken }])])).toEqual(['1']);
  }
});

test('a key abstains or says that there is nothing, and takes that back; never with something marked', () => {
  const question = ask('q', many);
  const nothing = { kind: 'span', spans: [] } as const;
  const marked = { kind: 'span', spans: [{ class: 'c1', start: 1, end: 2 }] } as const;
  expect(answerSpanByKey(question, undefined, 'u')).toEqual({ kind: 'unsure' });
  expect(answerSpanByKey(question, { kind: 'unsure' }, 'U')).toBeNull();
  expect(answerSpanByKey(question, { kind: 'unsure' }, '0')).toEqual(nothing);
  expect(answerSpanByKey(question, { ...nothing, spans: [] }, '0')).toBeNull();
  for (const key of ['u', 'n', 'x', '0'])
    expect(answerSpanByKey(question, { ...marked, spans: [...marked.spans] }, key)).toBeUndefined();
  expect(answerSpanByKey(ask('q', many, 1), undefined, '0')).toBeUndefined();
  expect(answerSpanByKey(question, undefined, '1')).toBeUndefined();
});
