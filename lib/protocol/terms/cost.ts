/** A deposit's share that is kept for appeals, as its divisor: 5 % (DESIGN section 7). */
const appealPart = 20n;

/** Of so many tasks that have enough labels one is put off as a gold. */
export const goldEvery = 10;

/** What of a deposit stays reserved for appeals, in the token's smallest unit. */
export const reserveOf = (deposit: bigint): bigint => deposit / appealPart;

/** The least deposit that leaves so much after the appeal reserve. */
export const depositFor = (pay: bigint): bigint =>
  pay === 0n ? 0n : ((pay - 1n) * appealPart) / (appealPart - 1n) + 1n;
