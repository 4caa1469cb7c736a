import {
  type Abi,
  BaseError,
  type Chain,
  createPublicClient,
  defineChain,
  encodeFunctionData,
  erc20Abi,
  http,
  keccak256,
  type PublicClient,
  TransactionNotFoundError,
  type Transport,
} from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { revertReason } from '../../lib/protocol/abi/revert-reason.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { contractSays } from './contract-says.ts';
import { Refusal } from './refusal.ts';
import type { Signed } from './state.ts';

/** The requester's account on the chain. */
export interface Wallet {
  account: PrivateKeyAccount;
  client: PublicClient<Transport, Chain>;
}

interface Call {
  to: Hex;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
}

/** @throws Refusal when the node is of another chain, or does not answer */
export async function openWallet(
  rpcUrl: string,
  chainId: number,
  account: PrivateKeyAccount,
): Promise<Wallet> {
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createPublicClient({ chain, transport: http(rpcUrl), pollingInterval: 500, cacheTime: 0 });
  const found = await client.getChainId().catch((cause: unknown) => {
    throw new Refusal(`No node answers at ${rpcUrl}: try again, or name another one with --rpc.`, { cause });
  });
  if (found !== chainId)
    throw new Refusal(
      `The node at ${rpcUrl} is of chain ${found}, not ${chainId}: name another one with --rpc.`,
    );
  return { account, client };
}

export const balanceOf = ({ client, account }: Wallet, token: Hex): Promise<bigint> =>
  said(
    client.readContract({
      address: token,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [account.address],
    }),
  );

export const allowanceOf = ({ client, account }: Wallet, token: Hex, spender: Hex): Promise<bigint> =>
  said(
    client.readContract({
      address: token,
      abi: erc20Abi,
      functionName: 'allowance',
      args: [account.address, spender],
    }),
  );

export const campaignOnChain = ({ client }: Wallet, escrow: Hex, campaign: Hex) =>
  said(
    client.readContract({
      address: escrow,
      abi: campaignEscrowAbi,
      functionName: 'campaign',
      args: [campaign],
    }),
  );

export const timelockOf = ({ client }: Wallet, escrow: Hex): Promise<bigint> =>
  said(client.readContract({ address: escrow, abi: campaignEscrowAbi, functionName: 'timelock' }));

/**
 * Sends a transaction once: signs it, has it written down, sends it, and waits until it is mined. Of one that was written down
 * before, the same is sent again, unless its nonce went to another.
 *
 * @param before as it was written down by a run that did not get to its end
 * @throws Refusal when it would fail or failed
 */
export async function sendOnce(
  wallet: Wallet,
  call: Call,
  before: Signed | undefined,
  note: (signed: Signed) => Promise<void>,
): Promise<void> {
  if (before !== undefined && (await sendAgain(wallet, before))) return;
  const { account, client } = wallet;
  const data = encodeFunctionData(call);
  const to = { account, to: call.to, data };
  const gas = await said(client.estimateGas(to));
  const { maxFeePerGas, maxPriorityFeePerGas } = await said(client.estimateFeesPerGas());
  const nonce = await said(client.getTransactionCount({ address: account.address, blockTag: 'pending' }));
  const raw = lower(
    await account.signTransaction({
      type: 'eip1559',
      chainId: client.chain.id,
      to: call.to,
      data,
      nonce,
      gas: gas + gas / 5n + 10_000n,
      maxFeePerGas: maxFeePerGas * 2n,
      maxPriorityFeePerGas,
    }),
  );
  const signed = { raw, hash: lower(keccak256(raw)) };
  await note(signed);
  await said(client.sendRawTransaction({ serializedTransaction: raw }));
  if (!(await mined(wallet, signed.hash)))
    throw new Refusal(`The transaction ${signed.hash} failed on chain: run the command again to see why.`);
}

/** @returns false when it failed, or can never be mined */
async function sendAgain(wallet: Wallet, { raw, hash }: Signed): Promise<boolean> {
  const { client } = wallet;
  const receipt = () => client.getTransactionReceipt({ hash }).catch(() => undefined);
  if ((await receipt()) === undefined)
    try {
      await client.sendRawTransaction({ serializedTransaction: raw });
    } catch (error) {
      const known = await client.getTransaction({ hash }).catch(() => undefined);
      if (known === undefined) {
        // Out of gas money, or the node is away: that is no reason to sign another.
        if (!/nonce/i.test(String(Object(error).details ?? ''))) throw refusalOf(error);
        return false;
      }
    }
  return mined(wallet, hash);
}

/**
 * Waits for a transaction that a run before has sent and that may still be mined: until then nothing else may be sent in its
 * place. One that the node does not have was not sent; its nonce goes to the next.
 */
export async function waitIfUnderWay(
  wallet: Wallet,
  { hash }: Signed,
  say: (sentence: string) => void,
): Promise<void> {
  const found = await wallet.client.getTransaction({ hash }).catch((error: unknown) => {
    if (error instanceof TransactionNotFoundError) return undefined;
    throw refusalOf(error);
  });
  if (found === undefined || found.blockNumber !== null) return;
  say(`waiting for the transaction ${hash}, which an earlier run has sent`);
  await mined(wallet, hash);
}

/** @returns whether it did what it was sent for */
async function mined({ client }: Wallet, hash: Hex): Promise<boolean> {
  const { status } = await said(client.waitForTransactionReceipt({ hash, timeout: 600_000 }));
  return status === 'success';
}

async function said<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What a person can do something about, in one sentence. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof BaseError)) return error;
  const reason = revertReason(error);
  if (reason !== undefined) return new Refusal(contractSays(reason), { cause: error });
  if (/insufficient funds/i.test(error.message))
    return new Refusal('The account has too little of the chain’s own money to pay the gas.', {
      cause: error,
    });
  return new Refusal(`The chain’s node does not do it: ${error.shortMessage}`, { cause: error });
}
