import { accuracyView } from './accuracy-view.ts';
import { confusionView } from './confusion-view.ts';
import { countConfusions, makeConfusions } from './confusions.ts';
import { trustByConfusions, trustByGolds } from './gates.ts';
import { type GoldRecord, type Golds, goldRecord } from './golds.ts';
import type { Views } from './left-out.ts';
import { openingPosterior } from './opening.ts';
import { pool, type Reading, writePpm } from './pool.ts';
import { readGolds } from './read-golds.ts';
import { learning, reading } from './settings.ts';
import type { Sheet } from './sheet.ts';
import { type VoteView, voteView, voteWeights } from './vote-view.ts';

/** What the labels of one question say. */
export interface Judgement {
  /** Per task: the most likely class. */
  truth: Int32Array;
  /** Per task and class: how likely it is, in parts per million; a task's sum is a million. */
  ppm: Int32Array;
  /** What was learned of the accounts, with which further labels can be judged. */
  learned: Learned;
}

export interface Learned extends Views {
  reading: Reading;
}

/**
 * Truth by three views that fail in different ways, pooled: the vote, each by its account's record; one accuracy per
 * account; and the confusions of each account. Golds come first, accounts that answer without looking are gated, and golds
 * say how much each view is worth and how sure the whole may be.
 *
 * Deterministic to the bit: the order of a sheet is fixed, and nothing but + − × ÷ touches a number.
 *
 * @param golds per task its known class, or −1
 */
export function judge(sheet: Sheet, golds: Golds): Judgement {
  const record = goldRecord(sheet, golds);
  const opening = openingPosterior(sheet, golds, record);
  const known = trustByGolds(sheet, record);
  let looked = look(sheet, golds, opening, gatedAtFirst(sheet, golds, opening, known));
  const trust = trustByConfusions(sheet, looked.confusions.confusions, known);
  if (trust.some((voice, who) => voice !== looked.trust[who]))
    looked = look(sheet, golds, opening, trust, looked);
  return read(sheet, golds, settleReading(sheet, golds, record, looked));
}

/** Before anything is learned: who answers alike whatever the vote says. */
function gatedAtFirst(sheet: Sheet, golds: Golds, opening: Float64Array, known: Float64Array): Float64Array {
  const confusions = makeConfusions(sheet);
  countConfusions(confusions, sheet, golds, opening, known);
  return trustByConfusions(sheet, confusions, known);
}

interface Looked extends Views {
  vote: VoteView;
}

/** @param since what was seen with other trust: to start from, as most of it holds; written over */
function look(
  sheet: Sheet,
  golds: Golds,
  opening: Float64Array,
  trust: Float64Array,
  since?: Looked,
): Looked {
  const accuracy = accuracyView(sheet, golds, opening, trust, since?.accuracy.posterior ?? opening.slice());
  const voteWeight = voteWeights(sheet, golds, accuracy);
  const vote = voteView(sheet, golds, voteWeight, trust);
  const anchors = { vote, accuracy: accuracy.posterior, weights: learning };
  const confusions = confusionView(sheet, golds, since?.confusions.pooled ?? opening.slice(), trust, anchors);
  return { trust, voteWeight, accuracy, vote, confusions };
}

interface Settled extends Looked {
  reading: Reading;
}

/** What golds say of the views also says how far confusions are to be learned from each: so they are learned again. */
function settleReading(sheet: Sheet, golds: Golds, { any }: GoldRecord, looked: Looked): Settled {
  if (!any) return { ...looked, reading };
  const first = readGolds(sheet, golds, looked);
  const weights = learning.map((weight, view) => (weight * first[view]!) / reading[view]!);
  const anchors = { vote: looked.vote, accuracy: looked.accuracy.posterior, weights };
  const confusions = confusionView(sheet, golds, looked.confusions.pooled, looked.trust, anchors);
  const again = { ...looked, confusions };
  return { ...again, reading: readGolds(sheet, golds, again) };
}

function read({ tasks, classes }: Sheet, golds: Golds, settled: Settled): Judgement {
  const truth = new Int32Array(tasks);
  const ppm = new Int32Array(tasks * classes);
  const shares = new Float64Array(classes);
  const { vote, accuracy, confusions } = settled;
  const said = { vote: vote.posterior, accuracy: accuracy.posterior, confusions: confusions.posterior };
  for (let task = 0; task < tasks; task++) {
    const from = task * classes;
    if (golds[task]! >= 0) {
      shares.fill(0);
      shares[golds[task]!] = 1;
    } else pool(settled.reading, said, from, vote.strength[task]!, shares);
    truth[task] = writePpm(shares, ppm, from);
  }
  return { truth, ppm, learned: settled };
}
