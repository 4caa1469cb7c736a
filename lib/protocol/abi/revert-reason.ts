import { type Abi, BaseError, toFunctionSelector } from 'viem';
import { campaignEscrowAbi } from './campaign-escrow.ts';
import { rewardDistributorAbi } from './reward-distributor.ts';

/** What tokens say (ERC-6093), whatever else is in their ABI. */
const ofTokens = [
  'ERC20InsufficientBalance(address,uint256,uint256)',
  'ERC20InsufficientAllowance(address,uint256,uint256)',
  'ERC20InvalidReceiver(address)',
];

const signaturesIn = (abi: Abi): string[] =>
  abi.flatMap((item) =>
    item.type === 'error' ? [`${item.name}(${item.inputs.map(({ type }) => type)})`] : [],
  );

const signatures = () => [...[campaignEscrowAbi, rewardDistributorAbi].flatMap(signaturesIn), ...ofTokens];

/**
 * Why a call would revert: the name of the contract's or the token's error, `reverted` when it has none that is known. Undefined
 * when the node just did not answer.
 *
 * @param error as viem throws it
 */
export function revertReason(error: unknown): string | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const raw = error.walk((inner) => 'data' in Object(inner));
  const data = raw !== null && 'data' in raw ? raw.data : undefined;
  if (typeof data === 'string' && /^0x[0-9a-f]{8}/i.test(data)) {
    const selector = data.slice(0, 10).toLowerCase();
    const known = signatures().find((one) => toFunctionSelector(one) === selector);
    return known === undefined ? 'reverted' : known.slice(0, known.indexOf('('));
  }
  return error.walk((inner) => inner instanceof Error && inner.name === 'ExecutionRevertedError') === null
    ? undefined
    : 'reverted';
}
