import { gainOf } from './accuracy-view.ts';
import { confusion, expected, logarithm } from './confusions.ts';
import type { Learned } from './judge.ts';
import { weightOf } from './opening.ts';
import { pool, type Said, writePpm } from './pool.ts';
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
export interface Voice {
  chosen: number;
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
  /** What it is read into, over and over. */
  read: Said & { shares: Float64Array; ppm: Int32Array };
}

export function emptyTally({ classes }: Sheet, { accuracy, confusions }: Learned): Tally {
  const zeros = () => new Float64Array(classes);
  return {
    vote: zeros(),
    weight: 0,
    voices: 0,
    accuracy: accuracy.prior.slice(),
    confusions: confusions.prior.slice(),
    read: {
      vote: zeros(),
      accuracy: zeros(),
      confusions: zeros(),
      shares: zeros(),
      ppm: new Int32Array(classes),
    },
  };
}

/** Makes a tally what it was before anything was added. */
export function clearTally(tally: Tally, { accuracy, confusions }: Learned): void {
  tally.vote.fill(0);
  tally.weight = 0;
  tally.voices = 0;
  tally.accuracy.set(accuracy.prior);
  tally.confusions.set(confusions.prior);
}

/** @param share of the voice; below 0 to take it out */
export function addToTally(tally: Tally, { chosen, trust, vote, gain, logs }: Voice, share: number): void {
  const loud = trust * share;
  tally.vote[chosen]! += loud * vote;
  tally.weight += loud * vote;
  tally.voices += loud;
  tally.accuracy[chosen]! += loud * gain;
  for (let k = 0; k < logs.length; k++) tally.confusions[k]! += loud * logs[k]!;
}

/** The posterior in parts per million; the next reading of the tally writes over it. */
export function readTally({ vote, weight, voices, accuracy, confusions, read }: Tally, { reading }: Learned) {
  const classes = vote.length;
  for (let k = 0; k < classes; k++) read.vote[k] = weight > 0 ? Math.max(0, vote[k]! / weight) : 1 / classes;
  read.accuracy.set(accuracy);
  read.confusions.set(confusions);
  softmax(read.accuracy, 0, classes);
  softmax(read.confusions, 0, classes);
  pool(reading, read, 0, voices / (voices + 1), read.shares);
  writePpm(read.shares, read.ppm, 0);
  return read.ppm;
}

/**
 * The posterior of one task in parts per million, without learning anything: linear in its labels. Accounts that are not
 * known count as the crowd does.
 */
export function judgeFrozen(sheet: Sheet, learned: Learned, labels: Iterable<FurtherLabel>): Int32Array {
  const tally = emptyTally(sheet, learned);
  for (const { account, chosen, share } of labels)
    addToTally(tally, voiceOf(sheet, learned, account, chosen), share);
  return readTally(tally, learned);
}

/** Per pair of account and class of the sheet. */
export function voicesOf(sheet: Sheet, learned: Learned): Voice[] {
  const voices: Voice[] = [];
  for (let who = 0; who < sheet.accounts; who++)
    for (let pair = sheet.firstSlot[who]!; pair < sheet.firstSlot[who + 1]!; pair++)
      voices.push(ownVoice(sheet, learned, who, pair));
  return voices;
}

function ownVoice({ classes, slotClass }: Sheet, learned: Learned, who: number, pair: number): Voice {
  return {
    chosen: slotClass[pair]!,
    trust: learned.trust[who]!,
    vote: learned.voteWeight[pair]!,
    gain: gainOf(learned.accuracy.accuracy[who]!, classes),
    logs: learned.confusions.logs.subarray(pair * classes, (pair + 1) * classes),
  };
}

function voiceOf(sheet: Sheet, learned: Learned, who: number | undefined, said: number): Voice {
  const { classes } = sheet;
  const of = learned.confusions.confusions;
  const pair = who === undefined ? -1 : pairOf(sheet, who, said);
  if (who !== undefined && pair >= 0) return ownVoice(sheet, learned, who, pair);
  const accuracy = who === undefined ? learned.accuracy.crowd : learned.accuracy.accuracy[who]!;
  const confused = who === undefined ? of.crowdAccuracy : of.accuracy[who]!;
  const logs = new Float64Array(classes);
  for (let k = 0; k < classes; k++) {
    const row = who === undefined ? 0 : of.rows[who * classes + k]!;
    logs[k] = logarithm(confusion(expected(of, classes, confused, k, said), 0, row));
  }
  const trust = who === undefined ? 1 : learned.trust[who]!;
  const [vote, gain] = [weightOf(accuracy, classes), gainOf(accuracy, classes)];
  return { chosen: said, trust, vote, gain, logs };
}

function pairOf({ firstSlot, slotClass }: Sheet, who: number, said: number): number {
  for (let pair = firstSlot[who]!; pair < firstSlot[who + 1]!; pair++)
    if (slotClass[pair] === said) return pair;
  return -1;
}
