import { readMissed } from '../../protocol/label/missed-page.ts';
import type { CampaignFile, LabelRow } from '../../protocol/ledger/statement.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { isVouched } from '../../truth/vouched.ts';
import type { Fault } from './fault.ts';
import { type History, isMissed, judgedOf, nameOf, scoresOf } from './history.ts';

interface Epoch {
  file: CampaignFile;
  /** Seconds. */
  cut: number;
  terms: Terms;
}

/**
 * That a page does not exist is the relay's word. It is taken only in the form that it must have: of pages that labelers find
 * themselves, for a whole task, with looks that were made before, where nobody whose work is known stands for the page; and such a
 * label is judged by nothing else.
 */
export function pageFaults(before: History, after: History, { file, cut, terms }: Epoch): Fault[] {
  const missed = file.rows.filter(isMissed);
  if (missed.length === 0) return [];
  const scores = scoresOf(before);
  const settled = [...after.labels.values()].filter(({ judgedIn }) => judgedIn === file.epoch);
  const tasks = Map.groupBy(settled, ({ row }) => row.ref);
  return missed.flatMap((row): Fault[] => {
    const fault = (detail: string): Fault[] => [{ where: `label ${nameOf(row)}`, detail }];
    const task = tasks.get(row.ref) ?? [];
    const evidence = evidenceOf(row);
    const told = readMissed(evidence);
    if (terms.universe.kind !== 'pattern') return fault('its page is one that the terms name');
    if (told === undefined || told.last > cut) return fault(`no look at a page says ${evidence}`);
    if (task.some((one) => !isMissed(one.row) || evidenceOf(one.row) !== evidence))
      return fault('another label of its page is told otherwise');
    const keys = task.map(({ key }) => key);
    if (isVouched(keys, scores)) return fault('people whose work is known have labeled its page');
    const { posterior, score, weight } = judgedOf(row)!;
    const isJudged = Object.keys(posterior).length > 0 || score !== undefined || weight !== undefined;
    return isJudged ? fault('its page does not exist, and it is judged') : [];
  });
}

const evidenceOf = (row: LabelRow) => (row.state === 'rejected' ? row.evidence : '');
