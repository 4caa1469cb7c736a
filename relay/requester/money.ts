import { formatUnits, parseUnits } from 'viem';
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

export function moneyOf({ tokens }: RelayInfo, token: Hex): Money {
  const { symbol, decimals } = tokens.find(({ address }) => address === token) ?? {
    symbol: `units of ${token}`,
    decimals: 0,
  };
  return {
    symbol,
    show: (amount) => `${formatUnits(amount, decimals)} ${symbol}`,
    read(text) {
      const [, whole, part = ''] = /^(\d{1,30})(?:\.(\d+))?$/.exec(text) ?? [];
      if (whole === undefined || part.length > decimals)
        throw new UsageError(`${text} is no amount: a number with at most ${decimals} decimals.`);
      return parseUnits(text, decimals);
    },
  };
}
