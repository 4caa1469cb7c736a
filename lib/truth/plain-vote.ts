import type { Answer, Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { settleChoice } from './plain/choice.ts';
import type { Settled } from './plain/settled.ts';
import { settleSpan } from './plain/span.ts';
import { sortedVotes } from './sorted.ts';
import type { Inferred, TruthMethod, Vote } from './truth.ts';

function settle(question: Question, answers: readonly Answer[], labels: number): Settled | undefined {
  switch (question.kind) {
    case 'choice':
      return settleChoice(answers, labels);
    case 'span':
      return settleSpan(question, answers, labels);
  }
}

/** One vote per label, the majority is the truth; a posterior is the share of the votes for it, floored. */
export const plainVote: TruthMethod = (questions, votes) => {
  const byTask = new Map<Hex, Vote[]>();
  for (const vote of sortedVotes(votes)) {
    const task = byTask.get(vote.ref);
    if (task === undefined) byTask.set(vote.ref, [vote]);
    else task.push(vote);
  }
  const inferred = new Map<Hex, Inferred>();
  for (const [ref, task] of byTask) {
    const result: Inferred = { truth: {}, posterior: {} };
    for (const question of questions) {
      const { id } = question;
      const answers = task.flatMap(({ body }) => (Object.hasOwn(body, id) ? [body[id]] : []));
      const given = answers.filter((answer) => answer !== undefined);
      const settled = settle(question, given, task.length);
      if (settled === undefined) continue;
      result.truth[id] = settled.truth;
      result.posterior[id] = settled.ppm;
    }
    inferred.set(ref, result);
  }
  return inferred;
};
