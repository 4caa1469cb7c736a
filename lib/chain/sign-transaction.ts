import { BaseError, type Client, keccak256, parseSignature, serializeTransaction } from 'viem';
import { estimateFeesPerGas, getBalance, getTransactionCount } from 'viem/actions';
import { getNodeError } from 'viem/utils';
import { revertReason } from '../protocol/abi/revert-reason.ts';
import { type Hex, lower } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import type { Call } from './calls.ts';

/** A key that signs digests. */
export interface SigningKey {
  address: Hex;
  sign(digest: Hex): Promise<Hex>;
}

/** Gas is estimated on the state of now; what it is a block later may differ by a little. */
const withMargin = (gas: bigint) => (gas * 6n) / 5n;

/** The error's name is told with the refusal: views have a sentence for each that a requester can meet. */
function refusalOf(error: unknown): unknown {
  const reason = revertReason(error instanceof BaseError ? getNodeError(error, {}) : error);
  switch (reason) {
    case undefined:
      return error;
    case 'ERC20InsufficientBalance':
      return new Expected('no-tokens', true);
    case 'ClosedAlready':
      return new Expected('closed', false);
    case 'NotActive':
      return new Expected('not-active', false);
    // What is missing is done again by the step before, or comes with time.
    case 'ERC20InsufficientAllowance':
    case 'NotFinal':
      return new Expected('would-fail', true, reason);
    default:
      return new Expected('would-fail', false, reason);
  }
}

/** Asked of the node as it is: viem's own action first looks up all that a wallet may want to know, with code for all of it. */
async function gasOf(client: Client, from: Hex, { to, data }: Call): Promise<bigint> {
  try {
    const gas = await client.request<{ Method: 'eth_estimateGas'; Parameters: [object]; ReturnType: Hex }>({
      method: 'eth_estimateGas',
      params: [{ from, to, data }],
    });
    return withMargin(BigInt(gas));
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * An EIP-1559 transaction, built from what the node says of fees and of the account's next nonce.
 * @throws Expected `no-gas`, `no-tokens`, `closed`, `not-active`, `would-fail`
 */
export async function signTransaction(
  client: Client,
  chainId: number,
  key: SigningKey,
  { to, data }: Call,
): Promise<{ hash: Hex; raw: Hex; nonce: number }> {
  const account = key.address;
  const [nonce, fees, balance] = await Promise.all([
    getTransactionCount(client, { address: account, blockTag: 'pending' }),
    estimateFeesPerGas(client),
    getBalance(client, { address: account }),
  ]);
  if (balance === 0n) throw new Expected('no-gas', true, account);
  const gas = await gasOf(client, account, { to, data });
  if (gas * fees.maxFeePerGas > balance) throw new Expected('no-gas', true, account);
  const transaction = { type: 'eip1559', chainId, nonce, to, data, gas, value: 0n, ...fees } as const;
  const signature = await key.sign(keccak256(serializeTransaction(transaction)));
  const raw = serializeTransaction(transaction, parseSignature(signature));
  return { hash: lower(keccak256(raw)), raw: lower(raw), nonce };
}
