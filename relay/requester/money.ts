import { typedOf, unitsOf } from '../../lib/authoring/amounts.ts';
import type { RelayInfo } from '../../lib/protocol/api/relay.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { UsageError } from './refusal.ts';

/** Amounts of a token as people write them: by the relay's list, or in the smallest unit of a token that is not on it. */
export interface Money {
  symbol: string;
  show(amount: bigint): string;
  /** @throws UsageError */
  read(text: string): bigint;
}

export function moneyOf({ tokens }: Pick<RelayInfo, 'tokens'>, token: Hex): Money {
  const { symbol, decimals } = tokens.find(({ address }) => address === token) ?? {
    symbol: `units of ${token}`,
    decimals: 0,
  };
  return {
    symbol,
    show: (amount) => `${typedOf(amount, decimals)} ${symbol}`,
    read(text) {
      // A comma could be meant for thousands: on a command line nobody sees what became of it.
      const units = text.includes(',') ? undefined : unitsOf(text, decimals);
      if (units === undefined)
        throw new UsageError(`${text} is no amount: a number with at most ${decimals} decimals.`);
      return units;
    },
  };
}
