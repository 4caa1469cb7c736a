import type { Fit } from './align.ts';
import {
  type Candidate,
  evidence,
  isExact,
  isPossible,
  jumpOf,
  neighbourly,
  type Surroundings,
} from './evidence.ts';
import { bestTogether } from './order.ts';
import type { Work } from './slices.ts';
import type { Sought } from './sought.ts';

/** A label, where it may be, and what the page says about it. */
export interface Case {
  sought: Sought;
  candidates: readonly Candidate[];
  surroundings: Surroundings;
}

/** Where a label is, and how sure that is: 0.5 to 1. */
export interface Decision {
  fit: Fit;
  sure: number;
}

interface Pick {
  place: Fit;
  shift: number;
  exact: boolean;
}

/** What is less sure is no place at all. */
const leastSure = 0.5;
/** Candidates below this do not take part in the common choice, in nats. */
const leastWorth = -2;
const casesAtOnce = 64;

/** Decides all labels together; undefined where none of the candidates is more likely right than not. */
export function* decide(cases: readonly Case[]): Work<(Decision | undefined)[]> {
  const judged: { fit: Candidate; worth: number }[][] = [];
  for (const { sought, candidates, surroundings } of cases) {
    judged.push(
      candidates.filter(isPossible).map((fit) => ({ fit, worth: evidence(fit, sought, surroundings) })),
    );
    if (judged.length % casesAtOnce === 0) yield;
  }
  const order = [...cases.keys()].sort((a, b) => oldStart(cases[a]!) - oldStart(cases[b]!));
  const able = order.filter((at) => judged[at]!.some(({ worth }) => worth > leastWorth));
  const together = yield* bestTogether(
    able.map((at) => judged[at]!.map(({ fit, worth }) => ({ start: fit.start, end: fit.end, worth }))),
    able.map((at) => oldStart(cases[at]!)),
  );
  const picks = new Map<number, Pick>();
  able.forEach((at, step) => {
    const { fit, worth } = judged[at]![together[step]!]!;
    const { sought } = cases[at]!;
    if (worth > 0)
      picks.set(at, { place: fit, shift: fit.start - oldStart(cases[at]!), exact: isExact(fit, sought) });
  });
  const changed = [...picks.values()].filter(({ exact }) => !exact).length;
  const decisions: (Decision | undefined)[] = cases.map(() => undefined);
  const { before, after } = neighbours(order, picks);
  for (const [step, at] of order.entries()) {
    if (step % casesAtOnce === casesAtOnce - 1) yield;
    const { sought } = cases[at]!;
    const own = picks.get(at);
    const others = picks.size - (own ? 1 : 0);
    const rough = (changed - (own && !own.exact ? 1 : 0) + 0.5) / (others + 1);
    const sides = [before[step], after[step]].filter((pick) => pick !== undefined);
    const sums = judged[at]!.map(({ fit, worth }) => {
      const shift = fit.start - oldStart(cases[at]!);
      const jump = Math.min(
        ...(sides.length > 0 ? sides : [{ shift: 0 }]).map((side) => jumpOf(shift - side.shift)),
      );
      const alongside = sides.length === 2 && sides.every((side) => side.shift === shift);
      const inOrder =
        fit.start >= (before[step]?.place.start ?? 0) && fit.end <= (after[step]?.place.end ?? Infinity);
      return worth + neighbourly({ jump, alongside, inOrder, changed: rough }, isExact(fit, sought));
    });
    const odds = sums.map((sum) => Math.exp(sum));
    const best = odds.indexOf(Math.max(...odds));
    const sure = (odds[best] ?? 0) / odds.reduce((sum, each) => sum + each, 1);
    if (sure >= leastSure) decisions[at] = { fit: judged[at]![best]!.fit, sure };
  }
  return decisions;
}

const oldStart = ({ sought }: Case): number => sought.start ?? 0;

/** By step of the order, the nearest pick before and after it. */
function neighbours(order: readonly number[], picks: ReadonlyMap<number, Pick>) {
  const before: (Pick | undefined)[] = [];
  const after: (Pick | undefined)[] = [];
  let last: Pick | undefined;
  for (const [step, at] of order.entries()) {
    before[step] = last;
    last = picks.get(at) ?? last;
  }
  last = undefined;
  for (let step = order.length - 1; step >= 0; step--) {
    after[step] = last;
    last = picks.get(order[step]!) ?? last;
  }
  return { before, after };
}
