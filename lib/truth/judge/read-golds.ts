import type { Golds } from './golds.ts';
import { saidWithout, type Views } from './left-out.ts';
import { logFloored, type Reading, sharpness } from './pool.ts';
import { reading, readingStrength } from './settings.ts';
import type { Sheet } from './sheet.ts';
import { softmax } from './softmax.ts';

const steps = 25;
const least = 0.01;
const most = 2;

/**
 * How much each view is to be believed, and how sure the pool may be, by the golds: the weights under which the pool of what
 * the views say without them makes the golds most likely (multinomial logistic regression, Newton's method, held to
 * `reading` by a ridge). This is the calibration: without golds it stays at `reading`.
 */
export function readGolds(sheet: Sheet, golds: Golds, views: Views): Reading {
  const evidence: Evidence[] = [];
  for (let task = 0; task < sheet.tasks; task++)
    if (golds[task]! >= 0 && sheet.start[task]! < sheet.start[task + 1]!)
      evidence.push(evidenceOf(sheet, views, task, golds[task]!));
  let weights: [number, number, number] = [...reading];
  for (let step = 0; step < steps; step++) {
    const [gradient, curve] = slopeAt(weights, evidence, sheet.classes);
    const by = solve(curve, gradient);
    weights = [next(weights[0], by[0]), next(weights[1], by[1]), next(weights[2], by[2])];
  }
  return weights;
}

function next(weight: number, by: number): number {
  const moved = weight + by;
  return moved < least ? least : Math.min(moved, most);
}

interface Evidence {
  known: number;
  /** Logarithms: vote, one accuracy, confusions; per class. */
  views: readonly [Float64Array, Float64Array, Float64Array];
}

function evidenceOf(sheet: Sheet, views: Views, task: number, known: number): Evidence {
  const { vote, accuracy, confusions, strength } = saidWithout(sheet, views, task, known);
  const sharp = (share: number) => sharpness(strength) * logFloored(share);
  return { known, views: [vote.map(sharp), accuracy.map(sharp), confusions.map(sharp)] };
}

type Row = [number, number, number];
const axes = [0, 1, 2] as const;

/** Gradient and negative Hessian of the penalised log-likelihood. */
function slopeAt(weights: Row, evidence: readonly Evidence[], classes: number): [Row, [Row, Row, Row]] {
  const gradient: Row = [0, 0, 0];
  const curve: [Row, Row, Row] = [
    [readingStrength, 0, 0],
    [0, readingStrength, 0],
    [0, 0, readingStrength],
  ];
  for (const a of axes) gradient[a] = readingStrength * (reading[a] - weights[a]);
  const share = new Float64Array(classes);
  for (const { known, views } of evidence) {
    for (let k = 0; k < classes; k++)
      share[k] = weights[0] * views[0][k]! + weights[1] * views[1][k]! + weights[2] * views[2][k]!;
    softmax(share, 0, classes);
    const mean: Row = [0, 0, 0];
    for (const a of axes) for (let k = 0; k < classes; k++) mean[a] += share[k]! * views[a][k]!;
    for (const a of axes) {
      gradient[a] += views[a][known]! - mean[a];
      for (const b of axes) {
        let sum = 0;
        for (let k = 0; k < classes; k++) sum += share[k]! * views[a][k]! * views[b][k]!;
        curve[a][b] += sum - mean[a] * mean[b];
      }
    }
  }
  return [gradient, curve];
}

/** Gauss and Jordan; the ridge keeps the pivots away from 0. */
function solve(matrix: [Row, Row, Row], right: Row): Row {
  for (const pivot of axes)
    for (const row of axes) {
      if (row === pivot) continue;
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (const column of axes) matrix[row][column] -= factor * matrix[pivot][column];
      right[row] -= factor * right[pivot];
    }
  return [right[0] / matrix[0][0], right[1] / matrix[1][1], right[2] / matrix[2][2]];
}
