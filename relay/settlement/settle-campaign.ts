import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Decided } from './decide.ts';
import { labelRowOf } from './label-row.ts';
import type { OpenLabel } from './open-label.ts';

/** What an epoch does to a campaign. */
export interface CampaignSettlement {
  /** One per label that was received since the last active epoch or is settled now. */
  rows: LabelRow[];
  /** By payTo. */
  credits: Map<Hex, bigint>;
  credit: bigint;
  /** Received and not settled, by campaign key and payTo. */
  openBy: { key: Hex; payTo: Hex; amount: bigint }[];
  open: bigint;
  settledTasks: SettledTask[];
}

/** A task whose truth this epoch says, with all its labels. */
export interface SettledTask {
  task: Hex;
  truth: Body;
  posterior: Record<string, number>;
  labels: OpenLabel[];
}

/** Adds up what was decided of a campaign's open labels. With nothing decided, all of them stay held. */
export function settleCampaign(
  labels: readonly OpenLabel[],
  decided: ReadonlyMap<OpenLabel, Decided>,
): CampaignSettlement {
  const rows: LabelRow[] = [];
  const credits = new Map<Hex, bigint>();
  const openBy = new Map<string, { key: Hex; payTo: Hex; amount: bigint }>();
  const settledTasks = new Map<Hex, SettledTask>();
  let credit = 0n;
  let open = 0n;
  for (const label of labels) {
    const own = decided.get(label);
    if (own !== undefined || !label.reported) rows.push(labelRowOf(label, own));
    if (own === undefined) {
      const name = `${label.key}${label.payTo}`;
      const { key, payTo } = label;
      openBy.set(name, { key, payTo, amount: (openBy.get(name)?.amount ?? 0n) + label.price });
      open += label.price;
      continue;
    }
    const { task } = label;
    const known = settledTasks.get(task);
    if (known === undefined) settledTasks.set(task, { task, ...truthOf(own), labels: [label] });
    else known.labels.push(label);
    if (own.earned.state !== 'paid') continue;
    credits.set(label.payTo, (credits.get(label.payTo) ?? 0n) + own.earned.credit);
    credit += own.earned.credit;
  }
  return {
    rows,
    credits,
    credit,
    openBy: [...openBy.values()],
    open,
    settledTasks: [...settledTasks.values()],
  };
}

const truthOf = ({ truth, posterior }: Decided) => ({ truth, posterior });
