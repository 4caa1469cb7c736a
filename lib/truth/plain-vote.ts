import type { Answer } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { answerClass, isAbstention } from './answer-class.ts';
import { sortedVotes } from './sorted.ts';
import type { Inferred, TruthMethod, Vote } from './truth.ts';

const million = 1_000_000;

interface Class {
  name: string;
  answer: Answer;
  votes: number;
}

/** Whether a is the better truth: more votes; then an answer rather than an abstention; then by name. */
function beats(a: Class, b: Class): boolean {
  if (a.votes !== b.votes) return a.votes > b.votes;
  if (isAbstention(a.answer) !== isAbstention(b.answer)) return isAbstention(b.answer);
  return a.name < b.name;
}

function winner(answers: readonly Answer[]): Class | undefined {
  const classes = new Map<string, Class>();
  for (const answer of answers) {
    const name = answerClass(answer);
    const known = classes.get(name);
    if (known === undefined) classes.set(name, { name, answer, votes: 1 });
    else known.votes += 1;
  }
  let best: Class | undefined;
  for (const one of classes.values()) if (best === undefined || beats(one, best)) best = one;
  return best;
}

/** One vote per label, the most frequent answer is the truth, its share of the votes (floored) is the posterior. */
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
    for (const { id } of questions) {
      const answers = task.flatMap(({ body }) => (Object.hasOwn(body, id) ? [body[id]] : []));
      const best = winner(answers.filter((answer) => answer !== undefined));
      if (best === undefined) continue;
      result.truth[id] = best.answer;
      result.posterior[id] = Math.floor((best.votes * million) / task.length);
    }
    inferred.set(ref, result);
  }
  return inferred;
};
