import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { appealRow } from './appeals.ts';
import type { Decisions } from './decide.ts';
import { labelRowOf } from './label-row.ts';
import type { OpenLabel } from './open-label.ts';
import { addOwned, type Owned } from './owned.ts';

/** What labels of one campaign key are priced at, under receipts that name one payTo. */
export interface Owed {
  key: Hex;
  payTo: Hex;
  amount: bigint;
}

/** What an epoch does to a campaign. */
export interface CampaignSettlement {
  /** One per label that was received since the last active epoch, or whose task, pay or appeal is settled now. */
  rows: LabelRow[];
  /** By payTo. */
  credits: Map<Hex, bigint>;
  credit: bigint;
  /** Received and not settled. */
  openBy: Owed[];
  open: bigint;
  /** What the labels that are paid own of the dataset, by campaign key and payTo. */
  owned: Owned[];
  settledTasks: Hex[];
}

/**
 * Adds up what was decided of a campaign's open labels. With nothing decided, all of them stay held.
 * @param owed of all its open labels, those that are not among these too
 */
export function settleCampaign(
  labels: readonly OpenLabel[],
  owed: readonly Owed[],
  { labels: decided, appeals }: Pick<Decisions, 'labels' | 'appeals'>,
): CampaignSettlement {
  const rows: LabelRow[] = [];
  const credits = new Map<Hex, bigint>();
  const openBy = new Map(owed.map((one) => [nameOf(one), { ...one }]));
  const settledTasks = new Set<Hex>();
  let credit = 0n;
  const owned: Owned[] = [];
  const pay = ({ key, payTo }: OpenLabel, amount: bigint, weight: number) => {
    credits.set(payTo, (credits.get(payTo) ?? 0n) + amount);
    credit += amount;
    owned.push({ key, payTo, weight });
  };
  for (const appeal of appeals) {
    rows.push(appealRow(appeal));
    settledTasks.add(appeal.label.task);
    if (appeal.outcome === 'won') pay(appeal.label, appeal.label.price, appeal.label.judged?.weight ?? 0);
  }
  for (const label of labels) {
    const own = decided.get(label);
    const payment = own?.payment ?? { state: 'held' };
    const isJudged = own !== undefined && label.judged === null;
    if (isJudged) settledTasks.add(label.task);
    if (isJudged || payment.state !== 'held' || !label.reported) rows.push(labelRowOf(label, own));
    if (payment.state !== 'held') openBy.get(nameOf(label))!.amount -= label.price;
    if (payment.state === 'paid') pay(label, payment.credit, own?.finding.weight ?? 0);
  }
  const left = [...openBy.values()].filter(({ amount }) => amount !== 0n);
  return {
    rows,
    credits,
    credit,
    openBy: left,
    open: left.reduce((sum, { amount }) => sum + amount, 0n),
    owned: addOwned(owned),
    settledTasks: [...settledTasks],
  };
}

const nameOf = ({ key, payTo }: Pick<Owed, 'key' | 'payTo'>): string => `${key}${payTo}`;
