/** A deposit's share that is kept for appeals, as its divisor: 5 % (DESIGN section 7). */
export const appealPart = 20n;

/** The deposit from which so many labels can be paid, in the token's smallest unit. */
export function depositFor(price: bigint, labels: bigint): bigint {
  const paid = price * labels;
  return (paid * appealPart + appealPart - 2n) / (appealPart - 1n);
}
