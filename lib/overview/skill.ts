import type { Hex } from '../protocol/scalar/hex.ts';
import type { CampaignRecord, LabelRecord } from '../storage/records.ts';
import type { SkillView } from '../view/overview.ts';

/** As many of the newest labels of a kind are looked at. */
const newest = 100;
/** With fewer of them nothing can be said. */
const least = 5;

const million = 1_000_000;
/** Between these, in both tails together, one estimate in twenty is not. */
const z = 1.96;

/**
 * Mean of scores, with its 95 % interval, in whole parts per million of what a guess misses: 0 to a million.
 *
 * Four labels are imagined besides, two perfect and two that were guessed, so that the interval of few labels which all
 * agree is not empty (Agresti and Coull, "Approximate is better than exact", 1998).
 */
function estimated(scores: readonly number[]): Pick<SkillView, 'reached' | 'low' | 'high'> {
  const all = [...scores, 0, 0, million, million];
  const mean = all.reduce((sum, score) => sum + score, 0) / all.length;
  const squares = all.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const off = (z * Math.sqrt(squares / (all.length - 1))) / Math.sqrt(all.length);
  const whole = (value: number) => Math.round(Math.min(million, Math.max(0, value)));
  return { reached: whole(mean), low: whole(mean - off), high: whole(mean + off) };
}

/**
 * A labeler's skill, per kind of question: what labels of all campaigns came to by what others said, as checked statements
 * have it. A label that answers questions of several kinds has one score, which counts for each of them.
 */
export function skillViews(
  labels: readonly LabelRecord[],
  campaigns: ReadonlyMap<Hex, CampaignRecord>,
): SkillView[] {
  const scores = new Map<SkillView['kind'], number[]>();
  for (const { campaign, score } of labels.toSorted((a, b) => b.savedAt - a.savedAt)) {
    if (score === undefined) continue;
    const kinds = new Set(campaigns.get(campaign)?.terms.questions.map(({ kind }) => kind));
    for (const kind of kinds) {
      const known = scores.get(kind);
      if (known === undefined) scores.set(kind, [score]);
      else if (known.length < newest) known.push(score);
    }
  }
  return [...scores].map(([kind, some]) => ({
    kind,
    labels: some.length,
    ...(some.length < least ? { reached: null, low: 0, high: million } : estimated(some)),
  }));
}
