import type { Hex } from '../protocol/scalar/hex.ts';

/** An amount with what is needed to read it: `units` of the token's smallest unit, in decimal digits. */
export interface Money {
  units: string;
  token: Hex;
  symbol: string;
  decimals: number;
}
