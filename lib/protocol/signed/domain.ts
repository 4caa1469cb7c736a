import type { Hex } from '../scalar/hex.ts';

/** Where signatures are good: one escrow on one chain. */
export interface Place {
  chainId: number;
  escrow: Hex;
}

/** The EIP-712 domain of every struct of the protocol. */
export const domainOf = ({ chainId, escrow }: Place) => ({
  name: 'Glosa',
  version: '1',
  chainId,
  verifyingContract: escrow,
});
