import type { Body } from '../../lib/protocol/question/body.ts';
import type { Target } from '../../lib/protocol/target/target.ts';

/** How a sheet was answered at some time, with the places of its target. */
export interface Answered {
  draft: Body;
  target: Target;
}

/** How many acts can be taken back. */
const most = 100;

export type History = ReturnType<typeof createHistory>;

/** The acts on one sheet: those that can be taken back, and those that were and can be done again. */
export function createHistory() {
  let past: Answered[] = [];
  let future: (Answered & { saved: boolean })[] = [];
  return {
    /** Something was answered: what was taken back before is gone for good. */
    did(before: Answered): void {
      past = [...past, before].slice(-most);
      future = [];
    },
    /** @returns what it was before the last act; undefined when there was none */
    back(now: Answered): Answered | undefined {
      const before = past.pop();
      if (before !== undefined) future.push({ ...now, saved: false });
      return before;
    },
    /** A saved label was taken back. */
    taken(label: Answered): void {
      future.push({ ...label, saved: true });
    },
    /** @returns what was taken back last, and whether it had been saved */
    again(now: Answered): (Answered & { saved: boolean }) | undefined {
      const after = future.pop();
      if (after !== undefined && JSON.stringify(after.draft) !== JSON.stringify(now.draft)) past.push(now);
      return after;
    },
    /** What led to what is answered now can not be taken back any more. */
    settle(): void {
      past = [];
    },
    forget(): void {
      past = [];
      future = [];
    },
  };
}
