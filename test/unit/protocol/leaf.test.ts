import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Label } from '../../../lib/protocol/label/label.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { bodyPart, labelLeaf, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { hashText, join, keccak, left, toHex } from './by-hand.ts';
import { hexOf, labels } from './values.ts';

const page = pageTargetOf('https://other.example/');
const taskChanges: ((label: Label) => Label)[] = [
  (label) => ({ ...label, task: `0x${'5'.repeat(64)}` }),
  (label) => ({ ...label, target: page }),
  (label) => ({ ...label, rationale: `${label.rationale ?? ''}!` }),
  (label) => ({ ...label, salts: [`0x${'5'.repeat(32)}`, label.salts[1]] }),
];
const bodyChanges: ((label: Label) => Label)[] = [
  (label) => ({ ...label, body: { ...label.body, more: { kind: 'choice', chosen: ['other-answer'] } } }),
  (label) => ({ ...label, confidence: (label.confidence ?? 0) + 1 }),
  (label) => ({ ...label, assist: label.assist === 'human' ? 'suggestion-edited' : 'human' }),
  (label) => ({ ...label, activeMs: label.activeMs === 1000 ? 2000 : 1000 }),
  (label) => ({ ...label, createdAt: label.createdAt + 3600 }),
  (label) => ({ ...label, salts: [label.salts[0], `0x${'5'.repeat(32)}`] }),
];

test('changing what a label says of its task changes the task part and nothing else', () => {
  const property = fc.property(labels, fc.constantFrom(...taskChanges), (label, change) => {
    const changed = change(label);
    expect(taskPart(changed)).not.toBe(taskPart(label));
    expect(bodyPart(changed)).toBe(bodyPart(label));
    expect(labelLeaf(changed)).not.toBe(labelLeaf(label));
  });
  fc.assert(property);
});

test('changing what a label answers changes the body part and nothing else', () => {
  const property = fc.property(labels, fc.constantFrom(...bodyChanges), (label, change) => {
    const changed = change(label);
    expect(bodyPart(changed)).not.toBe(bodyPart(label));
    expect(taskPart(changed)).toBe(taskPart(label));
    expect(labelLeaf(changed)).not.toBe(labelLeaf(label));
  });
  fc.assert(property);
});

test('every field of a label is in one of its two parts', () => {
  const named = new Set(
    [...taskChanges, ...bodyChanges]
      .map(String)
      .join(' ')
      .match(/[a-zA-Z]+(?=:)/g),
  );
  const property = fc.property(labels, (label) => {
    for (const field of Object.keys(label)) expect(named).toContain(field);
  });
  fc.assert(property);
});

test('a body opens with its salt and the hash of the page’s part, without the page', () => {
  const property = fc.property(labels, (label) => {
    const { body, confidence, assist, activeMs, createdAt } = label;
    const opened = hashText(canonicalText({ body, confidence, assist, activeMs, createdAt }));
    const part = toHex(keccak(join(left(label.salts[1]), left(opened))));
    expect(leafOf(taskPart(label), part)).toBe(labelLeaf(label));
  });
  fc.assert(property);
});

test('salts hide: labels that say the same have other parts', () => {
  const property = fc.property(labels, hexOf(16), hexOf(16), (label, first, second) => {
    fc.pre(first !== label.salts[0] && second !== label.salts[1]);
    const other: Label = { ...label, salts: [first, second] };
    expect(taskPart(other)).not.toBe(taskPart(label));
    expect(bodyPart(other)).not.toBe(bodyPart(label));
  });
  fc.assert(property);
});

test('an optional field that is undefined hashes as one that is missing', () => {
  const property = fc.property(labels, ({ rationale: _, confidence: __, ...label }) => {
    expect(labelLeaf({ ...label, rationale: undefined, confidence: undefined })).toBe(labelLeaf(label));
  });
  fc.assert(property);
});
