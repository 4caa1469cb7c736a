import { depositFor, reserveOf } from '../protocol/terms/cost.ts';

/** What a campaign costs at most, before any money moves. Amounts in the token's smallest unit. */
export interface Cost {
  price: bigint;
  /** How many labels that is. */
  labels: bigint;
  /** What labelers can be paid at most. */
  pay: bigint;
  /** What stays reserved for appeals, and comes back when there are none. */
  reserve: bigint;
  /** The least deposit from which all labels can be paid. */
  deposit: bigint;
}

/** @param redundancy labels per task, at most */
export function costOf(price: bigint, redundancy: number, tasks: number): Cost {
  const labels = BigInt(redundancy) * BigInt(tasks);
  const pay = price * labels;
  const deposit = depositFor(pay);
  return { price, labels, pay, reserve: reserveOf(deposit), deposit };
}

/** How many labels a deposit can pay. */
export const labelsFrom = (deposit: bigint, price: bigint): bigint =>
  price === 0n ? 0n : (deposit - reserveOf(deposit)) / price;

/** The price of a label at an hourly wage, rounded up to the next smallest unit. @param seconds more than 0 */
export const priceAtWage = (wage: bigint, seconds: number): bigint =>
  (wage * BigInt(Math.round(seconds * 1000)) + 3_599_999n) / 3_600_000n;
