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
}

/** What new receipts can still promise (DESIGN section 7); never negative. */
export function freeOf({ deposited, credited, open, reserved }: Funds): bigint {
  const free = deposited - credited - open - reserved - reserveOf(deposited);
  return free > 0n ? free : 0n;
}
