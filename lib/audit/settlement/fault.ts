/** One thing that the public files say and that does not follow from them. */
export interface Fault {
  /** The row: `label 12/3` (receipt number and index), `batch 12`, `sum 0x…`, `gold 0x…`, `entry 0x…`, `reward 0x…`. */
  where: string;
  detail: string;
}
