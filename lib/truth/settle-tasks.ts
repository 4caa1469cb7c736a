import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Policy } from '../protocol/terms/policy.ts';
import { type JudgedTasks, judgeTasks } from './judge-questions.ts';
import { isSure, maySettle } from './settles.ts';
import type { Inferred, Judged, Vote } from './truth.ts';

/** What everybody knows when an epoch is settled. */
export interface Known {
  questions: readonly Question[];
  policy: Policy;
  /** Labels that earlier epochs judged, as far back as is remembered. */
  before: readonly Vote[];
  /** Truths that were committed to, of tasks settled then or now, by ref. */
  golds: ReadonlyMap<Hex, Body>;
  /** What the requester says of tasks, by ref. */
  given?: ReadonlyMap<Hex, Body>;
}

/** A task that is not settled. */
export interface Waiting {
  votes: readonly Vote[];
  /** Whether it is settled now, however sure it is. */
  must: boolean;
}

export interface SettledTasks extends Judged {
  /** Sure tasks that are put off, with what they are: judged with the settled ones, so that anybody finds the same later. */
  deferred: Map<Hex, Inferred>;
}

/** Which of the tasks that are sure are put off to the next epoch. */
export type Defer = (sure: ReadonlyMap<Hex, Inferred>) => readonly Hex[];

/** After so many looks only what must be settled is: each look is a fit of all that is remembered. */
const looks = 8;

/**
 * Settles tasks on public labels alone: those of earlier epochs, and those of the tasks that it settles. Whoever reads the
 * statement can judge again and finds every task sure that did not have to be settled (P11). A task that is not sure is
 * taken out and the rest judged again, until all that are left are sure.
 */
export function settleTasks(
  known: Known,
  waiting: ReadonlyMap<Hex, Waiting>,
  defer: Defer = () => [],
): SettledTasks {
  const { questions, policy } = known;
  const chosen = new Map(
    [...waiting].filter(([, { must, votes }]) => must || maySettle(policy, votes.length)),
  );
  let deferred: Hex[] = [];
  for (let look = 1, asked = false; ; look++) {
    const judged = judgeWith(known, [...chosen.keys()], waiting);
    const open = [...chosen].filter(([, { must }]) => !must).map(([ref]) => ref);
    const unsure = open.filter((ref) => look > looks || !isSure(policy, questions, judged.tasks.get(ref)!));
    const sure = new Map(open.map((ref) => [ref, judged.tasks.get(ref)!]));
    const put = unsure.length === 0 && !asked ? defer(sure) : [];
    if (put.length > 0) deferred = [...put];
    asked ||= unsure.length === 0;
    if (unsure.length === 0 && put.length === 0) {
      const { tasks } =
        deferred.length === 0 ? judged : judgeWith(known, [...chosen.keys(), ...deferred], waiting);
      const stillSure = deferred.filter((ref) => isSure(policy, questions, tasks.get(ref)!));
      return { ...judged.whole(), deferred: new Map(stillSure.map((ref) => [ref, tasks.get(ref)!])) };
    }
    for (const ref of [...unsure, ...put]) chosen.delete(ref);
  }
}

function judgeWith(
  { questions, before, golds, given }: Known,
  refs: readonly Hex[],
  waiting: ReadonlyMap<Hex, Waiting>,
): JudgedTasks {
  const votes = refs.flatMap((ref) => waiting.get(ref)!.votes);
  return judgeTasks(questions, [...before, ...votes], golds, given);
}
