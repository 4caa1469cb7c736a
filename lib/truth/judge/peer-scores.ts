import { addToTally, clearTally, emptyTally, readTally, voicesOf } from './frozen.ts';
import type { Golds } from './golds.ts';
import type { Learned } from './judge.ts';
import type { Sheet } from './sheet.ts';

/** How much better than a guess each label is, by what the others say. */
export interface PeerScores {
  /** Per label of the sheet: 1 where it has a score. A task with fewer than two labels of others has none, unless it is a gold. */
  scored: Uint8Array;
  /** Per label, whole parts per million: 0 is the mean of any answer given without looking, a million the mean of the truth. */
  ppm: Float64Array;
  /** What a label's score would be if its task's class were known to be this one; −1 for one that nobody gave. */
  against(at: number, known: number): number;
}

const million = 1_000_000;

/**
 * The score of a label is how likely its class is by the others' labels (on a gold: whether it is the known one), less how
 * likely that class is at all, as a share of what a guess misses: (z̃(y) − m(y)) / Σ m(1 − m). Whatever the classes'
 * frequencies, an answer that does not look at the task has the expectation 0. Whole numbers from the posteriors on.
 */
export function peerScores(sheet: Sheet, golds: Golds, learned: Learned): PeerScores {
  const { classes } = sheet;
  const scored = new Uint8Array(sheet.slot.length);
  const likely = new Int32Array(sheet.slot.length);
  const sums = new Float64Array(classes);
  let count = 0;
  eachPeer(sheet, golds, learned, (at, ppm) => {
    scored[at] = 1;
    likely[at] = ppm[sheet.slotClass[sheet.slot[at]!]!]!;
    for (let k = 0; k < classes; k++) sums[k]! += ppm[k]!;
    count += 1;
  });
  const mean = sums.map((sum) => (count === 0 ? 0 : Math.floor(sum / count)));
  const missed = mean.reduce((sum, share) => sum + Math.floor((share * (million - share)) / million), 0);
  const ppm = new Float64Array(sheet.slot.length);
  if (missed === 0) return { scored: new Uint8Array(sheet.slot.length), ppm, against: () => 0 };
  const said = (at: number) => sheet.slotClass[sheet.slot[at]!]!;
  const scoreOf = (at: number, likely: number) => Math.floor(((likely - mean[said(at)]!) * million) / missed);
  for (let at = 0; at < ppm.length; at++) if (scored[at] === 1) ppm[at] = scoreOf(at, likely[at]!);
  return { scored, ppm, against: (at, known) => scoreOf(at, said(at) === known ? million : 0) };
}

/** Calls with every label that has a score, and the posterior of its task by the labels of all other accounts. */
function eachPeer(
  sheet: Sheet,
  golds: Golds,
  learned: Learned,
  use: (at: number, ppm: Int32Array) => void,
): void {
  const { start, account, slot, share } = sheet;
  const voices = voicesOf(sheet, learned);
  const tally = emptyTally(sheet, learned);
  const add = (at: number, sign: 1 | -1) => addToTally(tally, voices[slot[at]!]!, sign * share[at]!);
  for (let task = 0; task < sheet.tasks; task++) {
    const [from, to] = [start[task]!, start[task + 1]!];
    const known = golds[task]!;
    const sure = new Int32Array(sheet.classes);
    if (known >= 0) sure[known] = million;
    clearTally(tally, learned);
    for (let at = from; at < to; at++) add(at, 1);
    for (let first = from, next = from; first < to; first = next) {
      while (next < to && account[next] === account[first]) next += 1;
      if (known < 0 && to - from - (next - first) < 2) continue;
      for (let at = first; at < next; at++) add(at, -1);
      const ppm = known >= 0 ? sure : readTally(tally, learned);
      for (let at = first; at < next; at++) {
        use(at, ppm);
        add(at, 1);
      }
    }
  }
}
