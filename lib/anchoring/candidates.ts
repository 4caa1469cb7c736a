import { align, type Fit } from './align.ts';
import { lostAt } from './borders.ts';
import { copiesOf } from './copies.ts';
import type { Case } from './decide.ts';
import { type Candidate, isExact, isPossible, isTwin, isWhole } from './evidence.ts';
import { knowsOthers, openPlaces, type Told, toldAsNone, toldAt } from './others.ts';
import type { PageText } from './page-text.ts';
import { elementAt } from './path.ts';
import { type Peak, peaksOf } from './peaks.ts';
import { letterAt, pointBefore } from './place.ts';
import { startOf } from './scan.ts';
import type { Work } from './slices.ts';
import type { Sought } from './sought.ts';
import { isSeen } from './tree.ts';

const mostPeaks = 8;
/** A peak that says so much less than the best is not looked at. */
const leastPart = 1 / 4;
const mostCopies = 8;
/** Letters on either side of where a label should start. */
const margin = 4;

/** A label that is no twin stood here, and has moved so far; whether its path still leads to it. */
export interface Move {
  from: number;
  by: number;
  onPath: boolean;
}

/**
 * Everywhere a label may be, and what the page says about it.
 *
 * @param hits of its pieces, in any order
 * @param near what is known of the text near it: a twin is looked for there, and its path counts for what others' paths do
 */
export function* caseOf(
  text: PageText,
  sought: Sought,
  hits: Float64Array,
  near: Move | undefined,
  root: ParentNode & Node,
): Work<Case> {
  hits.sort();
  const found: Candidate[] = [];
  const { letters, from, to, path } = sought;
  const length = to - from;
  const add = function* (low: number, high: number, onPath: boolean): Work<void> {
    const whole = wholeAt(text, sought, low, high);
    // Of the longest quotes one alignment takes some milliseconds.
    if (whole === undefined) yield;
    const fit = whole ?? align(text, sought, low - margin, high + margin);
    if (fit !== undefined) keep(found, { ...fit, path: onPath, hidden: false, lost: 0, told: toldAsNone });
  };
  const expected = sought.start === undefined ? undefined : sought.start - from + (near?.by ?? 0);
  const peaks = peaksOf(hits, 8 + Math.min(100, length >> 3), mostPeaks, expected);
  for (const peak of worthALook(peaks)) {
    yield* add(peak.low, peak.high, false);
    if (!isTwin(sought) && found.some((fit) => isWhole(fit, sought))) break;
  }
  const twin = isTwin(sought);
  if (expected !== undefined && twin) yield* add(expected, expected, false);
  const element = path && elementAt(path.value, root);
  if (element) {
    const start = letterAt(text, element, 0, root) + path.start - from;
    if (speaksFor(hits, start)) yield* add(start, start, !twin || (near?.onPath ?? true));
  }
  const isNear = ({ quote, before, after }: Fit) => quote > 0.8 * length && Math.max(before, after) > 7;
  if (!found.some(isNear))
    for (const start of copiesOf(text, letters.subarray(from, to), mostCopies))
      yield* add(start - from, start - from, false);
  const whole = found.some((fit) => isWhole(fit, sought));
  const counts = !whole && (sought.copies > 1 || found.some((fit) => isExact(fit, sought)));
  const places = counts ? copiesOf(text, letters.subarray(from, to)) : [];
  const copies = counts ? places.length : sought.copies;
  const told = new Map<number, Told>();
  const toldOf = (start: number): Told => {
    let as = told.get(start);
    if (as === undefined) {
      const fit = found.find((one) => one.start === start && isExact(one, sought));
      as = toldAt(text, start, sought, fit && [fit.before, fit.after]);
      told.set(start, as);
    }
    return as;
  };
  let left = mostCopies;
  for (const start of openPlaces(text, sought, places, toldOf)) {
    if (left-- === 0) break;
    if (!found.some((fit) => fit.start === start)) yield* add(start - from, start - from, false);
  }
  const holes = found.filter(({ quote }) => quote < 0.2 * length);
  for (const fit of found) {
    if (isPossible(fit)) fit.lost = lostAt(text, fit, sought);
    if (isExact(fit, sought) && !isWhole(fit, sought)) fit.told = toldOf(fit.start);
  }
  const hole = Math.max(0, ...holes.map(({ before, after }) => Math.min(before, after)));
  return {
    sought,
    candidates: withHidden(text, found, length),
    surroundings: { copies, hole, remaining: counts ? remaining(found, sought, places, toldOf) : undefined },
  };
}

/** Where the label must be when each of the other places is there: no two of them were the same. */
function remaining(
  found: readonly Candidate[],
  sought: Sought,
  places: readonly number[],
  toldOf: (start: number) => Told,
): number | undefined {
  if (!knowsOthers(sought, places.length)) return undefined;
  const otherAt = (start: number): number => {
    if (sought.others.length > 0) return toldOf(start).other;
    const fit = found.find((one) => one.start === start && isExact(one, sought));
    return sought.rivals.findIndex(([before, after]) => fit?.before === before && fit.after === after);
  };
  const seen = places.map(otherAt);
  // As many as others and the label: so each of them is there once.
  return new Set(seen).size === places.length ? places[seen.indexOf(-1)] : undefined;
}

function* worthALook(peaks: readonly Peak[]): Iterable<Peak> {
  for (const peak of peaks) if (peak.weight >= peaks[0]!.weight * leastPart) yield peak;
}

/** Whether some piece of the label stands where it should if its pattern starts at `start`. */
function speaksFor(hits: Float64Array, start: number): boolean {
  return hits.some((hit) => Math.abs(startOf(hit) - start) <= margin);
}

/** The fit when the whole pattern stands at one place, letter by letter. */
function wholeAt(text: PageText, { letters, from, to }: Sought, low: number, high: number): Fit | undefined {
  if (low !== high || low < 0 || low + letters.length > text.length) return undefined;
  for (let at = 0; at < letters.length; at++) if (text.letters[low + at] !== letters[at]) return undefined;
  return {
    start: low + from,
    end: low + to,
    quote: to - from,
    before: from,
    after: letters.length - to,
  };
}

/** Keeps the better one of two that overlap. */
function keep(found: Candidate[], candidate: Candidate): void {
  const sum = ({ quote, before, after }: Fit) => 2 * quote + before + after;
  const same = found.find(({ start, end }) => start < candidate.end && candidate.start < end);
  if (same === undefined) found.push(candidate);
  else
    Object.assign(same, sum(candidate) > sum(same) ? candidate : {}, { path: same.path || candidate.path });
}

/** Asks what is drawn only where it can tell two places apart: it costs the page a style. */
function withHidden(text: PageText, found: readonly Candidate[], length: number): Candidate[] {
  const good = found.filter(({ quote }) => quote > 0.8 * length);
  if (good.length < 2) return [...found];
  const seen = good.filter(({ start }) => isSeen(pointBefore(text, start)[0]));
  if (seen.length === 0) return [...found];
  return found.map((candidate) =>
    good.includes(candidate) && !seen.includes(candidate) ? { ...candidate, hidden: true } : candidate,
  );
}
