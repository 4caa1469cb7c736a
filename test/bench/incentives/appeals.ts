import { mostAppeals } from '../../../lib/protocol/label/appealed.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { type Again, appealOutcome } from '../../../lib/truth/appeal.ts';
import type { Judged, Vote } from '../../../lib/truth/truth.ts';

/** A label that is rejected though its task speaks against it. */
export interface Rejected {
  who: number;
  vote: Vote;
}

export interface Appeals {
  /** Per person: labels that were appealed, and those that are paid whole by it. */
  appealed: number[];
  won: number[];
  /** Appeals, as far as places go, all that is given: an appeal costs nothing else. */
  take(rejected: readonly Rejected[]): void;
}

interface Situation {
  people: number;
  questions: Question[];
  policy: Policy;
  /** Who label a task again, in the order in which they come, and what they say. */
  again(ref: Hex): Vote[];
  judge(votes: readonly Vote[]): Judged;
}

/** Appeals of a campaign: a task is labeled again once, and whoever appeals later is judged by the same labels. */
export function makeAppeals({ people, questions, policy, again, judge }: Situation): Appeals {
  const lost = new Array<number>(people).fill(0);
  const appealed = [...lost];
  const won = [...lost];
  const known = new Map<Hex, Again | undefined>();

  /** All tasks that are opened now are judged together, as an epoch does. */
  function label(refs: ReadonlySet<Hex>): void {
    const votes = new Map([...refs].map((ref) => [ref, again(ref)]));
    const { tasks } = judge([...votes.values()].flat());
    for (const [ref, own] of votes) {
      const truth = own[0] === undefined ? undefined : tasks.get(own[0].ref)?.truth;
      known.set(ref, truth === undefined ? undefined : { truth, labels: own.length });
    }
  }

  return {
    appealed,
    won,
    take(rejected) {
      for (let left = [...rejected]; left.length > 0; ) {
        const places = lost.map((used) => mostAppeals - used);
        const taken = left.filter(({ who }) => places[who]!-- > 0);
        left = left.filter((one) => !taken.includes(one));
        if (taken.length === 0) return;
        label(new Set(taken.map(({ vote }) => vote.ref).filter((ref) => !known.has(ref))));
        for (const { who, vote } of taken) {
          const outcome = appealOutcome({ questions, policy }, vote.body, known.get(vote.ref));
          appealed[who]! += 1;
          if (outcome === 'won') won[who]! += 1;
          if (outcome === 'lost') lost[who]! += 1;
        }
      }
    },
  };
}
