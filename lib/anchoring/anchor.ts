import { caseOf, type Move } from './candidates.ts';
import { currentText } from './current.ts';
import { type Case, decide } from './decide.ts';
import { isTwin, isWhole } from './evidence.ts';
import { toldAsNone } from './others.ts';
import type { PageText } from './page-text.ts';
import { letterAt, rangeOf } from './place.ts';
import { selectorsIn } from './read-selectors.ts';
import { scan } from './scan.ts';
import type { Work } from './slices.ts';
import { type Sought, soughtBy } from './sought.ts';
import { standing } from './standing.ts';

/** Where a label is in the page now. */
export interface Anchored {
  range: Range;
  /** How sure that is, 0.5 to 1. */
  sure: number;
}

type Root = ParentNode & Node;

const labelsAtOnce = 16;
/** Fewer are looked up sooner than they are sorted. */
const many = 64;
const isLast = (at: number): boolean => at % labelsAtOnce === labelsAtOnce - 1;

interface Looked {
  sought: Sought;
  /** Where it stands unchanged. */
  still: Range | undefined;
}

/** A range with the text that it was given for: the page may change with every rest until all are found. */
interface Found extends Anchored {
  text: string;
}

const foundAt = (range: Range, sure: number): Found => ({ range, sure, text: range.toString() });

/** Those that hold what they were given for. */
const holding = (found: readonly (Found | undefined)[]): (Anchored | undefined)[] =>
  found.map((one) =>
    one === undefined || one.range.collapsed || one.range.toString() !== one.text
      ? undefined
      : { range: one.range, sure: one.sure },
  );

export function* place(root: Root, labels: readonly unknown[]): Work<(Anchored | undefined)[]> {
  const stand = labels.map((): Found | undefined => undefined);
  const order = inPageOrder(labels);
  let isLost = false;
  for (let from = 0; from < order.length; from += labelsAtOnce) {
    if (from > 0) yield;
    const batch = order.slice(from, from + labelsAtOnce);
    const ranges = standing(
      batch.map((at) => labels[at]),
      root,
    );
    for (const [step, at] of batch.entries()) {
      const range = ranges[step];
      stand[at] = range && foundAt(range, 1);
      isLost ||= range === undefined && soughtBy(selectorsIn(labels[at])) !== undefined;
    }
  }
  const held = holding(stand);
  if (!isLost && held.every((one, at) => one !== undefined || stand[at] === undefined)) return held;
  const looked: (Looked | undefined)[] = [];
  for (const [at, label] of labels.entries()) {
    if (isLast(at)) yield;
    const sought = soughtBy(selectorsIn(label));
    looked.push(sought && { sought, still: stand[at]?.range });
  }
  const open = looked.filter((label) => label !== undefined);
  const text = yield* currentText(root);
  const decisions = yield* decide(yield* casesOf(text, open, root));
  yield;
  const placed = new Map<Looked, Found>();
  for (const [at, label] of open.entries()) {
    if (isLast(at)) yield;
    const decision = decisions[at];
    const range = decision && rangeOf(text, decision.fit.start, decision.fit.end, root);
    if (range) placed.set(label, foundAt(range, decision.sure));
  }
  return holding(looked.map((label) => label && placed.get(label)));
}

/** Many labels are looked up as they stood in the page: what lies side by side there does so in memory, as a rule. */
function inPageOrder(labels: readonly unknown[]): number[] {
  const order = [...labels.keys()];
  if (labels.length < many) return order;
  const starts = labels.map(startIn);
  return order.sort((a, b) => starts[a]! - starts[b]!);
}

function startIn(label: unknown): number {
  for (const each of Array.isArray(label) ? label : [])
    if (each?.type === 'TextPositionSelector' && typeof each.start === 'number') return each.start;
  return 0;
}

/** Labels that still stand have one candidate: they show where the others are. */
function* casesOf(text: PageText, open: readonly Looked[], root: Root): Work<Case[]> {
  const stillCases = new Map<Looked, Case>();
  for (const [at, label] of open.entries()) {
    if (isLast(at)) yield;
    const found = isTwin(label.sought) ? undefined : stillCase(text, label, root);
    if (found !== undefined) stillCases.set(label, found);
  }
  const lost = open.filter((label) => !stillCases.has(label));
  const hits = yield* scan(
    text,
    lost.map(({ sought }) => sought),
  );
  const hitsOf = new Map(lost.map((label, at) => [label, hits[at]!]));
  const cases = new Map<Looked, Case>();
  const moves: Move[] = [];
  // Twins last: the others say where to look for them.
  for (const label of [...open].sort((a, b) => +isTwin(a.sought) - +isTwin(b.sought))) {
    const { start = 0 } = label.sought;
    const own = hitsOf.get(label);
    const found = own
      ? yield* caseOf(text, label.sought, own, nearestTo(start, moves), root)
      : stillCases.get(label)!;
    cases.set(label, found);
    const whole = found.candidates.find((fit) => isWhole(fit, label.sought));
    if (whole && !isTwin(label.sought))
      moves.push({ from: start, by: whole.start - start, onPath: whole.path });
    yield;
  }
  return open.map((label) => cases.get(label)!);
}

function nearestTo(start: number, moves: readonly Move[]): Move | undefined {
  let nearest: Move | undefined;
  for (const move of moves)
    if (nearest === undefined || Math.abs(move.from - start) < Math.abs(nearest.from - start)) nearest = move;
  return nearest;
}

/** Undefined where the text that was read since has other letters there. */
function stillCase(text: PageText, { sought, still }: Looked, root: Root): Case | undefined {
  if (still === undefined) return undefined;
  const { letters, from, to, copies } = sought;
  const start = letterAt(text, still.startContainer, still.startOffset, root);
  for (let at = from; at < to; at++) if (text.letters[start + at - from] !== letters[at]) return undefined;
  const fit = { start, end: start + to - from, quote: to - from, before: from, after: letters.length - to };
  return {
    sought,
    candidates: [{ ...fit, path: true, hidden: false, lost: 0, told: toldAsNone }],
    surroundings: { copies, hole: 0 },
  };
}
