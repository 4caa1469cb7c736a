import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { appealRow, type DecidedAppeal } from './appeals.ts';
import type { Decided } from './decide.ts';
import { labelRowOf } from './label-row.ts';
import type { OpenLabel } from './open-label.ts';
import { addOwned, type Owned } from './owned.ts';

/** What an epoch does to a campaign. */
export interface CampaignSettlement {
  /** One per label that was received since the last active epoch, or whose task, pay or appeal is settled now. */
  rows: LabelRow[];
  /** By payTo. */
  credits: Map<Hex, bigint>;
  credit: bigint;
  /** Received and not settled, by campaign key and payTo. */
  openBy: { key: Hex; payTo: Hex; amount: bigint }[];
  open: bigint;
  /** What the labels that are paid own of the dataset, by campaign key and payTo. */
  owned: Owned[];
  settledTasks: Hex[];
}

/** Adds up what was decided of a campaign's open labels. With nothing decided, all of them stay held. */
export function settleCampaign(
  labels: readonly OpenLabel[],
  decided: ReadonlyMap<OpenLabel, Decided>,
  appeals: readonly DecidedAppeal[] = [],
): CampaignSettlement {
  const rows: LabelRow[] = [];
  const credits = new Map<Hex, bigint>();
  const openBy = new Map<string, { key: Hex; payTo: Hex; amount: bigint }>();
  const settledTasks = new Set<Hex>();
  let credit = 0n;
  let open = 0n;
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
    if (payment.state === 'held') {
      const name = `${label.key}${label.payTo}`;
      const { key, payTo } = label;
      openBy.set(name, { key, payTo, amount: (openBy.get(name)?.amount ?? 0n) + label.price });
      open += label.price;
    }
    if (payment.state === 'paid') pay(label, payment.credit, own?.finding.weight ?? 0);
  }
  return {
    rows,
    credits,
    credit,
    openBy: [...openBy.values()],
    open,
    owned: addOwned(owned),
    settledTasks: [...settledTasks],
  };
}
