import type { CampaignFile } from '../../protocol/ledger/statement.ts';
import { canonicalText } from '../../protocol/signed/canonical.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { fillingOf, nextLottery } from '../../truth/lottery.ts';
import type { Fault } from './fault.ts';
import { type History, isMissed, rememberedOf } from './history.ts';

interface Epoch {
  file: CampaignFile;
  cut: number;
  terms: Terms;
}

/** Which share of the tasks each account is offered, computed again: a relay can not draw whom it likes. */
export function lotteryFaults(before: History, after: History, { file, cut, terms }: Epoch): Fault[] {
  const settled = [...after.labels.values()].filter(
    ({ judgedIn, row }) => judgedIn === file.epoch && !isMissed(row),
  );
  const golds = new Set(file.golds.opened.map(({ ref }) => ref));
  const tasks = Map.groupBy(
    settled.filter(({ row }) => !golds.has(row.ref)),
    ({ row }) => row.ref,
  );
  const keys = [...rememberedOf(before, terms).votes, ...settled].map(({ key }) => key);
  const counts = [...tasks.values()].map(({ length }) => length);
  const next = nextLottery(terms.policy, before.lottery, fillingOf(terms.policy, keys, counts), cut);
  const [said, computed] = [file.lottery, next].map((one) => canonicalText(one ?? null));
  return said === computed ? [] : [{ where: 'lottery', detail: `it is ${said}, computed again ${computed}` }];
}
