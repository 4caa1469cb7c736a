import { BaseError, decodeErrorResult, RawContractError } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';

/** Why a call would revert, by the name of the contract's error; undefined when the node just did not answer. */
export function revertReason(error: unknown): string | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const raw = error.walk((inner) => inner instanceof RawContractError || 'data' in Object(inner));
  const data = raw !== null && 'data' in raw ? raw.data : undefined;
  if (typeof data === 'string' && /^0x[0-9a-f]{8}/i.test(data)) {
    try {
      const abi = [...campaignEscrowAbi, ...rewardDistributorAbi];
      return decodeErrorResult({ abi, data: `0x${data.slice(2)}` }).errorName;
    } catch {
      return 'reverted';
    }
  }
  return error.walk((inner) => inner instanceof Error && inner.name === 'ExecutionRevertedError') === null
    ? undefined
    : 'reverted';
}
