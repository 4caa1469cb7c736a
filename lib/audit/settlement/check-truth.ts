import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { judgeQuestions } from '../../truth/judge-questions.ts';
import { isSure } from '../../truth/settles.ts';
import type { Judged, Vote } from '../../truth/truth.ts';
import type { Fault } from './fault.ts';
import {
  againRefs,
  type History,
  isMissed,
  nameOf,
  rememberedOf,
  type ToldLabel,
  voteOf,
} from './history.ts';

/** What an epoch's labels say, judged again from what is public: those that it settles, with those that are remembered. */
export interface JudgedAgain extends Judged {
  settled: readonly ToldLabel[];
  votes: ReadonlyMap<ToldLabel, Vote>;
}

export function judgedAgain(before: History, after: History, file: CampaignFile, terms: Terms): JudgedAgain {
  const settled = [...after.labels.values()].filter(({ judgedIn }) => judgedIn === file.epoch);
  const remembered = rememberedOf(before, terms);
  const golds = new Map([
    ...remembered.golds,
    ...file.golds.opened.map(({ ref, truth }) => [ref, truth] as const),
  ]);
  const votes = new Map<ToldLabel, Vote>(
    settled.flatMap((one) => voteOf(one).map((vote) => [one, vote] as const)),
  );
  const given = new Map((file.golds.given ?? []).map(({ ref, truth }) => [ref, truth]));
  const judged = judgeQuestions(terms.questions, [...remembered.votes, ...votes.values()], golds, given);
  return { settled, votes, ...judged };
}

/** Truth, scores and weights: every one to the last digit. What decides an appeal owns nothing: its task's answers are divided. */
export function truthFaults(
  { settled, votes, tasks, scores, given, weights }: JudgedAgain,
  after: History,
  { questions }: Terms,
): Fault[] {
  const faults: Fault[] = [];
  const again = againRefs(after);
  for (const [one, vote] of votes) {
    const fault = (detail: string) => faults.push({ where: `label ${nameOf(one.row)}`, detail });
    const posterior = tasks.get(one.row.ref)?.posterior ?? {};
    for (const { id } of questions)
      if (one.judged?.posterior[id] !== posterior[id])
        fault(`its posterior of ${id} is ${one.judged?.posterior[id]}, judged again ${posterior[id]}`);
    const ppm = scores.get(vote);
    if (one.judged?.score?.ppm !== ppm) fault(`its score is ${one.judged?.score?.ppm}, judged again ${ppm}`);
    const [said, known] = [one.judged?.score?.given, given.get(vote)];
    if (said !== known) fault(`its score by the requester is ${said}, judged again ${known}`);
    const own = again.has(one.row.ref) ? undefined : weights.get(vote);
    if (one.judged?.weight !== own)
      fault(`its weight is ${one.judged?.weight ?? 0}, judged again ${own ?? 0}`);
    if (one.judged?.score !== undefined && one.judged.score.gold !== one.onGold)
      fault(`gold is ${one.judged.score.gold}`);
  }
  const refs = new Map<Hex, ToldLabel[]>(Map.groupBy(settled, ({ row }) => row.ref));
  for (const { row, judgedIn } of after.labels.values())
    if (judgedIn === null && refs.has(row.ref))
      faults.push({ where: `label ${nameOf(row)}`, detail: 'its task is settled without it' });
  return faults;
}

/** Tasks that are settled with fewer labels than the terms want, or before they are sure: only a promised date allows it. */
export function earlyTasks(after: History, file: CampaignFile, { questions, policy }: Terms): number {
  const settled = [...after.labels.values()].filter(
    ({ judgedIn, row }) => judgedIn === file.epoch && !isMissed(row),
  );
  const golds = new Set(file.golds.opened.map(({ ref }) => ref));
  return [...Map.groupBy(settled, ({ row }) => row.ref)].filter(([ref, labels]) => {
    const posterior = labels[0]?.judged?.posterior ?? {};
    const enough =
      labels.length >= policy.redundancy.min && isSure(policy, questions, { truth: {}, posterior });
    return !golds.has(ref) && !enough && labels.length < policy.redundancy.max;
  }).length;
}
