import type { Answer } from '../../protocol/question/question.ts';
import { answerClass, isAbstention } from '../answer-class.ts';
import { million, type Settled } from './settled.ts';

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

/** The most frequent answer is the truth; its share of the votes is how sure that is. */
export function settleChoice(answers: readonly Answer[], labels: number): Settled | undefined {
  const classes = new Map<string, Class>();
  for (const answer of answers) {
    const name = answerClass(answer);
    const known = classes.get(name);
    if (known === undefined) classes.set(name, { name, answer, votes: 1 });
    else known.votes += 1;
  }
  let best: Class | undefined;
  for (const one of classes.values()) if (best === undefined || beats(one, best)) best = one;
  return best && { truth: best.answer, ppm: Math.floor((best.votes * million) / labels) };
}
