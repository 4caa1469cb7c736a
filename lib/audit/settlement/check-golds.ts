import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import { canonicalText } from '../../protocol/signed/canonical.ts';
import { type Gold, goldHash } from '../../protocol/signed/gold.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { judgeTasks } from '../../truth/judge-questions.ts';
import { isSure } from '../../truth/settles.ts';
import type { Fault } from './fault.ts';
import { type History, isListing, rememberedOf, type ToldLabel, voteOf } from './history.ts';

/** What an epoch committed to, the next that decides anything opens, and nothing else; what was opened is retired. */
export function goldFaults(before: History, file: CampaignFile, keccak: Keccak): Fault[] {
  const faults: Fault[] = [];
  const hashes = new Map(file.golds.opened.map((gold) => [goldHash(gold, keccak), gold.ref]));
  for (const [hash, ref] of hashes) {
    if (!before.committed.has(hash))
      faults.push({ where: `gold ${ref}`, detail: 'no epoch before was committed to this truth' });
    if (before.opened.has(ref)) faults.push({ where: `gold ${ref}`, detail: 'it was opened before' });
  }
  for (const hash of isListing(file) ? [] : before.committed.keys())
    if (!hashes.has(hash))
      faults.push({ where: `gold ${hash}`, detail: 'it was committed to and is not opened' });
  return faults;
}

/**
 * A gold is what the labels before the commitment say, judged again with all that the committing epoch settled: a relay can
 * not choose truths by which to call good work poor.
 */
export function goldTruthFaults(
  before: History,
  after: History,
  file: CampaignFile,
  terms: Terms,
  keccak: Keccak,
): Fault[] {
  const byEpoch = Map.groupBy(file.golds.opened, (gold) => before.committed.get(goldHash(gold, keccak)));
  return [...byEpoch].flatMap(([epoch, golds]) =>
    epoch === undefined ? [] : falseGolds(before, after, { epoch, golds, terms }),
  );
}

interface Commitment {
  epoch: number;
  golds: readonly Gold[];
  terms: Terms;
}

function falseGolds(before: History, after: History, { epoch, golds, terms }: Commitment): Fault[] {
  const { questions, policy } = terms;
  const opened = [...before.opened];
  const judged = [...before.labels].filter(([, { judgedIn }]) => judgedIn !== null && judgedIn < epoch);
  const earlier = {
    ...before,
    labels: new Map(judged),
    opened: new Map(opened.filter(([, one]) => one.epoch < epoch)),
  };
  const { votes, golds: truths } = rememberedOf(earlier, terms);
  for (const [ref, one] of opened) if (one.epoch === epoch) truths.set(ref, one.truth);
  const refs = new Set<Hex>(golds.map(({ ref }) => ref));
  const wasThere = ({ row, judgedIn, received }: ToldLabel) =>
    judgedIn === epoch || (refs.has(row.ref) && received <= epoch);
  for (const label of after.labels.values()) if (wasThere(label)) votes.push(...voteOf(label));
  const { tasks } = judgeTasks(questions, votes, truths);
  return golds.flatMap(({ ref, truth }): Fault[] => {
    const found = tasks.get(ref);
    if (found === undefined || !isSure(policy, questions, found))
      return [{ where: `gold ${ref}`, detail: 'the labels before it were not sure' }];
    if (canonicalText(found.truth) === canonicalText(truth)) return [];
    return [{ where: `gold ${ref}`, detail: `the labels before it say ${canonicalText(found.truth)}` }];
  });
}
