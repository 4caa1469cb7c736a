import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skillViews } from '../../../lib/overview/skill.ts';
import type { CampaignRecord, LabelRecord } from '../../../lib/storage/records.ts';
import { campaignRecord, hexOf } from '../queue/sample.ts';

const choice = campaignRecord();
const span: CampaignRecord = {
  ...choice,
  campaign: hexOf(7, 32),
  terms: {
    ...choice.terms,
    questions: [...choice.terms.questions, { id: 'marked', kind: 'span', ask: 'Which?', sets: [] }] as never,
  },
};
const campaigns = new Map([choice, span].map((one) => [one.campaign, one]));

const labelled = (scores: readonly (number | undefined)[], { campaign } = choice): LabelRecord[] =>
  scores.map(
    (score, at) => ({ campaign, savedAt: at, ...(score === undefined ? {} : { score }) }) as LabelRecord,
  );
const skillOf = (scores: readonly (number | undefined)[]) => skillViews(labelled(scores), campaigns)[0];
const many = (count: number, score: number) => Array.from({ length: count }, () => score);

describe('skill per kind of question', () => {
  it('is unknown without scores, and not told from four', () => {
    expect(skillOf([undefined, undefined])).toBeUndefined();
    expect(skillOf(many(4, 900_000))).toEqual({
      kind: 'choice',
      labels: 4,
      reached: null,
      low: 0,
      high: 1_000_000,
    });
  });

  it('of labels that all agree has an interval that is not empty, and narrows with more of them', () => {
    const few = skillOf(many(5, 1_000_000))!;
    const more = skillOf(many(100, 1_000_000))!;
    expect(few.low).toBeLessThan(more.low);
    expect(more.low).toBeGreaterThan(900_000);
    expect(few.reached).toBeLessThan(more.reached!);
  });

  it('goes by the newest hundred', () => {
    expect(skillOf([...many(500, -400_000), ...many(100, 800_000)])).toEqual(skillOf(many(100, 800_000)));
  });

  it('of somebody who guesses has the nothing of a guess in its interval', () => {
    const { low, reached } = skillOf(Array.from({ length: 100 }, (_, at) => (at % 2 ? 600_000 : -600_000)))!;
    expect(low).toBe(0);
    expect(reached).toBeLessThan(50_000);
  });

  it('counts a label for every kind that it answers', () => {
    const views = skillViews(labelled(many(6, 700_000), span), campaigns);
    expect(views.map(({ kind, labels }) => [kind, labels])).toEqual([
      ['choice', 6],
      ['span', 6],
    ]);
  });

  const ppm = fc.integer({ min: -5_000_000, max: 1_000_000 });

  it('lies in its interval', () => {
    fc.assert(
      fc.property(fc.array(ppm, { minLength: 5, maxLength: 100 }), (scores) => {
        const { low, reached, high } = skillOf(scores)!;
        const inOrder = [0, low, reached, high, 1_000_000];
        expect(inOrder.toSorted((a, b) => a! - b!)).toEqual(inOrder);
      }),
    );
  });

  it('never falls by a better label', () => {
    fc.assert(
      fc.property(fc.array(ppm, { minLength: 5, maxLength: 60 }), fc.nat(59), (scores, at) => {
        const better = scores.with(at % scores.length, 1_000_000);
        expect(skillOf(better)!.reached).toBeGreaterThanOrEqual(skillOf(scores)!.reached!);
      }),
    );
  });
});
