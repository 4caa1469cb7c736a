import { reserveOf } from '../../lib/protocol/terms/cost.ts';

/** A campaign's money as ingest sees it. All chain figures at final depth; `base` is the last active epoch with an entry. */
export interface Funds {
  deposited: bigint;
  /** Sum of the credits of active epochs. */
  credited: bigint;
  /** Open at the base epoch's cut. */
  open: bigint;
  /** Sum of the receipts with an epoch after the base. */
  reserved: bigint;
  /** Credits and receipts of appeals, which are in the sums above. */
  appeals_paid: bigint;
  /** What the reserve has promised besides. */
  appeals_bound: bigint;
}

/** What new receipts can still promise (DESIGN section 7); never negative. */
export function freeOf(funds: Pick<Funds, Exclude<keyof Funds, 'appeals_bound'>>): bigint {
  const { deposited, credited, open, reserved } = funds;
  return above0(deposited - credited - open - reserved - unspentOf(funds));
}

/** What further appeals can be paid from; never negative. */
export const appealReserveOf = (funds: Pick<Funds, 'deposited' | 'appeals_paid' | 'appeals_bound'>): bigint =>
  above0(unspentOf(funds) - funds.appeals_bound);

/** 5 % of what was deposited, less the appeals that were paid. */
const unspentOf = ({ deposited, appeals_paid }: Pick<Funds, 'deposited' | 'appeals_paid'>): bigint =>
  above0(reserveOf(deposited) - appeals_paid);

const above0 = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
