import { erc20Abi, TransactionReceiptNotFoundError } from 'viem';
import {
  estimateFeesPerGas,
  getBalance,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
  readContract,
  sendRawTransaction,
} from 'viem/actions';
import { campaignEscrowAbi } from '../protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../protocol/scalar/hex.ts';
import type { SentRecord } from '../storage/records.ts';
import type { Call } from './calls.ts';
import { nodeAt } from './node.ts';
import { onChain } from './on-chain.ts';
import { type SigningKey, signTransaction } from './sign-transaction.ts';

const states = ['none', 'active', 'final', 'redeeming', 'refunded'] as const;

/** A campaign's money and times on chain. Amounts in smallest units, times in seconds since 1970. */
export interface FundOnChain {
  state: (typeof states)[number];
  termsHash: Hex;
  deposited: bigint;
  remaining: bigint;
  closesAt: number;
  settleBy: number;
}

export interface Balances {
  /** Of the chain's own coin, in its smallest unit: what gas is paid with. */
  gas: bigint;
  tokens: bigint;
}

/** Seconds. */
export interface EscrowRules {
  timelock: number;
  grace: number;
  window: number;
}

export type Outcome = 'waiting' | 'mined' | 'reverted' | 'dropped';

/** What a requester's account has and does on chain. Every call throws `chain-unavailable` (retry) or `wrong-chain`. */
export interface Purse {
  balances(token: Hex): Promise<Balances>;
  /** How much the escrow may take of the account's tokens. */
  allowance(token: Hex): Promise<bigint>;
  /** As much of the chain's coin as a campaign's transactions can cost, several times over: a number that people can read. */
  someGas(): Promise<bigint>;
  fund(campaign: Hex): Promise<FundOnChain>;
  rules(): Promise<EscrowRules>;
  /**
   * Builds and signs a transaction; nothing is sent.
   * @throws Expected `no-gas` with what is missing, `would-fail` when the contract would refuse it
   */
  sign(call: Call): Promise<Omit<SentRecord, 'step'>>;
  /** Sends a signed transaction, or sends it again. */
  send(sent: Pick<SentRecord, 'raw' | 'hash'>): Promise<void>;
  outcome(sent: Pick<SentRecord, 'hash' | 'nonce'>): Promise<Outcome>;
}

/** Opening takes about 300,000 gas, allowance and additions some more: five times that. */
const gasOfCampaign = 2_000_000n;

export interface PursePlace {
  rpcUrl: string;
  chainId: number;
  escrow: Hex;
}

/** Rounded up. */
function twoDigits(wei: bigint): bigint {
  const scale = 10n ** BigInt(Math.max(0, String(wei).length - 2));
  return ((wei + scale - 1n) / scale) * scale;
}

/** @param key the account that pays and signs */
export function makePurse(place: PursePlace, key: SigningKey): Purse {
  const client = nodeAt(place.rpcUrl);
  const escrow = { address: place.escrow, abi: campaignEscrowAbi } as const;
  const on = onChain(client, place.chainId);
  const token = (address: Hex) => ({ address, abi: erc20Abi }) as const;

  return {
    balances: (address) =>
      on(async () => {
        const [gas, tokens] = await Promise.all([
          getBalance(client, { address: key.address }),
          readContract(client, { ...token(address), functionName: 'balanceOf', args: [key.address] }),
        ]);
        return { gas, tokens };
      }),
    allowance: (address) =>
      on(() =>
        readContract(client, {
          ...token(address),
          functionName: 'allowance',
          args: [key.address, place.escrow],
        }),
      ),
    fund: (campaign) =>
      on(async () => {
        const found = await readContract(client, { ...escrow, functionName: 'campaign', args: [campaign] });
        return {
          state: states[found.state] ?? 'none',
          termsHash: lower(found.termsHash),
          deposited: found.deposited,
          remaining: found.remaining,
          closesAt: Number(found.closesAt),
          settleBy: Number(found.settleBy),
        };
      }),
    someGas: () => on(async () => twoDigits((await estimateFeesPerGas(client)).maxFeePerGas * gasOfCampaign)),
    rules: () =>
      on(async () => {
        const [timelock, grace, window] = await Promise.all([
          readContract(client, { ...escrow, functionName: 'timelock' }),
          readContract(client, { ...escrow, functionName: 'grace' }),
          readContract(client, { ...escrow, functionName: 'window' }),
        ]);
        return { timelock: Number(timelock), grace: Number(grace), window: Number(window) };
      }),
    sign: (call) => on(() => signTransaction(client, place.chainId, key, call)),
    send: ({ raw, hash }) =>
      on(async () => {
        try {
          await sendRawTransaction(client, { serializedTransaction: raw });
        } catch (error) {
          // A node that has it says so by an error, each in its own words.
          const known = await getTransaction(client, { hash }).catch(() => undefined);
          if (known === undefined) throw error;
        }
      }),
    outcome: ({ hash, nonce }) =>
      on(async () => {
        const ended = () =>
          getTransactionReceipt(client, { hash }).then(
            ({ status }) => (status === 'success' ? 'mined' : 'reverted'),
            (error: unknown) => {
              if (error instanceof TransactionReceiptNotFoundError) return undefined;
              throw error;
            },
          );
        const found = await ended();
        if (found !== undefined) return found;
        // The account's next nonce tells whether this place is taken: by another transaction, or by this one just now.
        const next = await getTransactionCount(client, { address: key.address, blockTag: 'latest' });
        return next > nonce ? ((await ended()) ?? 'dropped') : 'waiting';
      }),
  };
}
