import { describe, expect, it } from 'vitest';
import { type Candidate, evidence, neighbourly } from '../../../lib/anchoring/evidence.ts';
import type { Sought } from '../../../lib/anchoring/sought.ts';

const sought: Sought = {
  letters: new Uint16Array(60),
  from: 24,
  to: 36,
  start: 0,
  path: undefined,
  copies: 2,
  rivals: [[4, 9]],
  others: [],
  block: [8, 24],
};
const candidate: Candidate = {
  start: 0,
  end: 12,
  quote: 12,
  before: 10,
  after: 9,
  path: false,
  hidden: false,
  lost: 0,
  told: { other: -1, sides: 0 },
};
const surroundings = { copies: 2, hole: 0 };

const base = evidence(candidate, sought, surroundings);

describe('evidence', () => {
  it.each([
    ['more context', evidence({ ...candidate, before: 20 }, sought, surroundings)],
    ['the path', evidence({ ...candidate, path: true }, sought, surroundings)],
    ['all others are where they were', evidence(candidate, sought, { ...surroundings, remaining: 0 })],
    ['being the only one', evidence(candidate, { ...sought, copies: 1, rivals: [] }, { copies: 1, hole: 0 })],
  ])('for a place: %s', (_, sum) => {
    expect(sum).toBeGreaterThan(base);
  });

  it.each([
    ['less context', evidence({ ...candidate, after: 2 }, sought, surroundings)],
    ['many faults', evidence({ ...candidate, quote: 2 }, sought, surroundings)],
    ['another place is the only one left', evidence(candidate, sought, { ...surroundings, remaining: 7 })],
    ['its block has other text', evidence({ ...candidate, lost: 0.5 }, sought, surroundings)],
    [
      'it is told as another place',
      evidence({ ...candidate, told: { other: 0, sides: 1 } }, sought, surroundings),
    ],
    ['it is not drawn', evidence({ ...candidate, hidden: true }, sought, surroundings)],
    ['one copy is missing', evidence(candidate, sought, { copies: 1, hole: 0 })],
    ['the context closed up elsewhere', evidence(candidate, sought, { copies: 2, hole: 20 })],
  ])('against it: %s', (_, sum) => {
    expect(sum).toBeLessThan(base);
  });

  it('against it, and much: a rival looked just like it', () => {
    const rival = evidence(candidate, { ...sought, rivals: [[10, 9]] }, surroundings);
    expect(rival).toBeLessThan(base - 1);
  });

  it('against it, and more than a rival that fits better: it breaks off on both sides where one did', () => {
    const better = evidence(candidate, { ...sought, rivals: [[20, 20]] }, surroundings);
    expect(evidence(candidate, { ...sought, rivals: [[9, 10]] }, surroundings)).toBeLessThan(better - 0.5);
  });

  it('of the neighbours: near, in order, and changed as they are', () => {
    const near = { jump: 0, alongside: true, inOrder: true, changed: 0 };
    expect(neighbourly(near, true)).toBeGreaterThan(neighbourly({ ...near, jump: 0.5 }, true));
    expect(neighbourly(near, true)).toBeGreaterThan(neighbourly({ ...near, alongside: false }, true));
    expect(neighbourly(near, true)).toBeGreaterThan(neighbourly({ ...near, inOrder: false }, true));
    expect(neighbourly(near, false)).toBeLessThan(neighbourly({ ...near, changed: 0.9 }, false));
    expect(neighbourly(near, true)).toBeGreaterThan(neighbourly({ ...near, changed: 0.9 }, true));
  });
});
