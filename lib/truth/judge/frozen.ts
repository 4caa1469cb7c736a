import { gainOf } from './accuracy-view.ts';
import { confusion, expected, logarithm } from './confusions.ts';
import type { Learned } from './judge.ts';
import { weightOf } from './opening.ts';
import { pool, writePpm } from './pool.ts';
import type { Sheet } from './sheet.ts';
import { softmax } from './softmax.ts';

/** A label on a task that is judged by what was learned before; `share` as in a sheet. */
export interface FurtherLabel {
  /** The account's number in the sheet that was learned from; undefined for one that is not in it. */
  account: number | undefined;
  chosen: number;
  share: number;
}

/** What one label adds to the three views, at full share. */
interface Voice {
  trust: number;
  vote: number;
  gain: number;
  /** Per true class. */
  logs: Float64Array;
}

/** What the labels of one task say so far. Labels can be taken out again, up to rounding. */
export interface Tally {
  vote: Float64Array;
  weight: number;
  voices: number;
  accuracy: Float64Array;
  confusions: Float64Array;
}

export function emptyTally({ classes }: Sheet, { accuracy, confusions }: Learned): Tally {
  const vote = new Float64Array(classes);
  return {
    vote,
    weight: 0,
    voices: 0,
    accuracy: accuracy.prior.slice(),
    confusions: confusions.prior.slice(),
  };
}

/** @param label with a share below 0 to take it out */
export function addToTally(tally: Tally, sheet: Sheet, learned: Learned, label: FurtherLabel): void {
  const { chosen, share } = label;
  const voice = voiceOf(sheet, learned, label.account, chosen);
  const loud = voice.trust * share;
  tally.vote[chosen]! += loud * voice.vote;
  tally.weight += loud * voice.vote;
  tally.voices += loud;
  tally.accuracy[chosen]! += loud * voice.gain;
  for (let k = 0; k < sheet.classes; k++) tally.confusions[k]! += loud * voice.logs[k]!;
}

/** The posterior in parts per million. */
export function readTally({ vote, weight, voices, accuracy, confusions }: Tally, { reading }: Learned) {
  const classes = vote.length;
  const said = {
    vote: vote.map((votes) => (weight > 0 ? Math.max(0, votes / weight) : 1 / classes)),
    accuracy: accuracy.slice(),
    confusions: confusions.slice(),
  };
  softmax(said.accuracy, 0, classes);
  softmax(said.confusions, 0, classes);
  const shares = new Float64Array(classes);
  pool(reading, said, 0, voices / (voices + 1), shares);
  const ppm = new Int32Array(classes);
  writePpm(shares, ppm, 0);
  return ppm;
}

/**
 * The posterior of one task in parts per million, without learning anything: linear in its labels. Accounts that are not
 * known count as the crowd does.
 */
export function judgeFrozen(sheet: Sheet, learned: Learned, labels: Iterable<FurtherLabel>): Int32Array {
  const tally = emptyTally(sheet, learned);
  for (const label of labels) addToTally(tally, sheet, learned, label);
  return readTally(tally, learned);
}

function voiceOf(sheet: Sheet, learned: Learned, who: number | undefined, said: number): Voice {
  const { classes } = sheet;
  const of = learned.confusions.confusions;
  const pair = who === undefined ? -1 : pairOf(sheet, who, said);
  if (who !== undefined && pair >= 0)
    return {
      trust: learned.trust[who]!,
      vote: learned.voteWeight[pair]!,
      gain: gainOf(learned.accuracy.accuracy[who]!, classes),
      logs: learned.confusions.logs.subarray(pair * classes, (pair + 1) * classes),
    };
  const accuracy = who === undefined ? learned.accuracy.crowd : learned.accuracy.accuracy[who]!;
  const confused = who === undefined ? of.crowdAccuracy : of.accuracy[who]!;
  const logs = new Float64Array(classes);
  for (let k = 0; k < classes; k++) {
    const row = who === undefined ? 0 : of.rows[who * classes + k]!;
    logs[k] = logarithm(confusion(expected(of, classes, confused, k, said), 0, row));
  }
  const trust = who === undefined ? 1 : learned.trust[who]!;
  return { trust, vote: weightOf(accuracy, classes), gain: gainOf(accuracy, classes), logs };
}

function pairOf({ firstSlot, slotClass }: Sheet, who: number, said: number): number {
  for (let pair = firstSlot[who]!; pair < firstSlot[who + 1]!; pair++)
    if (slotClass[pair] === said) return pair;
  return -1;
}
