import {
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  getAbiItem,
  type Hex,
  http,
  keccak256,
  toHex,
  zeroHash,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { anvil } from 'viem/chains';
import { deploy } from '../../contracts/deploy.ts';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { syntheticTree } from './synthetic-tree.ts';

export interface Entry {
  campaign: Hex;
  credit: bigint;
  open: bigint;
  isFinal: boolean;
  weightsRoot: Hex;
  contentHash: Hex;
}

export interface EpochRoots {
  epoch: number;
  cut: bigint;
  rewardRoot: Hex;
  openRoot: Hex;
  statementHash: Hex;
  entriesHash: Hex;
}

const timelock = 60n;
const day = 86_400n;
const rewardFields = [{ type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const;
/** First and second account of anvil's public test mnemonic. */
const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
const guardian: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/**
 * A pair on a fresh chain, whose relay, requester and claimant is one account. Each step resolves to its `gasUsed`.
 *
 * @param rpcUrl of a chain whose time can be moved
 */
export async function gasChain(rpcUrl: string) {
  const transport = http(rpcUrl);
  const publicClient = createPublicClient({ chain: anvil, transport, pollingInterval: 20 });
  const walletClient = createWalletClient({ chain: anvil, transport, account });
  const testClient = createTestClient({ chain: anvil, mode: 'anvil', transport });
  const durations = { timelock, silence: 14n * day, grace: day, window: 30n * day };
  const { escrow, distributor, token } = await deploy(
    { walletClient, publicClient },
    { ...durations, relay: account.address, guardian, receiptKey: account.address },
  );
  const onEscrow = { address: escrow, abi: campaignEscrowAbi } as const;
  const onDistributor = { address: distributor, abi: rewardDistributorAbi } as const;
  const onToken = { address: token, abi: testTokenAbi } as const;

  const used = async (hash: Hex): Promise<bigint> => {
    const { status, gasUsed } = await publicClient.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new Error(`transaction ${hash} failed`);
    return gasUsed;
  };
  const now = async () => (await publicClient.getBlock()).timestamp;
  const supply = 10n ** 15n;
  await used(
    await walletClient.writeContract({ ...onToken, functionName: 'mint', args: [account.address, supply] }),
  );
  await used(
    await walletClient.writeContract({ ...onToken, functionName: 'approve', args: [escrow, supply] }),
  );

  return {
    token,

    async open(name: string): Promise<{ campaign: Hex; gas: bigint }> {
      const salt = keccak256(toHex(name));
      const opened = await now();
      const times = [opened + 30n * day, opened + 60n * day] as const;
      const gas = await used(
        await walletClient.writeContract({
          ...onEscrow,
          functionName: 'open',
          args: [salt, account.address, token, 10n ** 12n, salt, ...times],
        }),
      );
      const campaign = await publicClient.readContract({
        ...onEscrow,
        functionName: 'campaignId',
        args: [account.address, salt],
      });
      return { campaign, gas };
    },

    async roots(epoch: number, rewardRoot: Hex, entries: Entry[]): Promise<EpochRoots> {
      const parameter = getAbiItem({ abi: campaignEscrowAbi, name: 'activate' }).inputs[1];
      return {
        epoch,
        cut: await now(),
        rewardRoot,
        openRoot: keccak256(toHex(`open ${epoch}`)),
        statementHash: keccak256(toHex(`statement ${epoch}`)),
        entriesHash: keccak256(encodeAbiParameters([parameter], [entries])),
      };
    },

    /** Submits, and waits until it is due. */
    async submit(next: EpochRoots): Promise<bigint> {
      const gas = await used(
        await walletClient.writeContract({ ...onEscrow, functionName: 'submit', args: [next] }),
      );
      await testClient.increaseTime({ seconds: Number(timelock) });
      await testClient.mine({ blocks: 1 });
      return gas;
    },

    async activate(due: EpochRoots, entries: Entry[]): Promise<bigint> {
      return used(
        await walletClient.writeContract({ ...onEscrow, functionName: 'activate', args: [due, entries] }),
      );
    },

    async activateAndSubmit(due: EpochRoots, entries: Entry[], next: EpochRoots): Promise<bigint> {
      return used(
        await walletClient.writeContract({
          ...onEscrow,
          functionName: 'activateAndSubmit',
          args: [due, entries, next],
        }),
      );
    },

    async claim(epoch: number, payTo: Address, cumulative: bigint, proof: Hex[]): Promise<bigint> {
      return used(
        await walletClient.writeContract({
          ...onDistributor,
          functionName: 'claim',
          args: [epoch, token, payTo, cumulative, proof],
        }),
      );
    },

    async claimMany(
      epoch: number,
      accounts: { payTo: Address; cumulative: bigint; proof: Hex[] }[],
    ): Promise<bigint> {
      return used(
        await walletClient.writeContract({
          ...onDistributor,
          functionName: 'claimMany',
          args: [epoch, token, accounts],
        }),
      );
    },
  };
}

/** An active campaign's entry with amounts of an ordinary size. */
export function entryOf(campaign: Hex): Entry {
  return {
    campaign,
    credit: 100_000_000n,
    open: 50_000_000n,
    isFinal: false,
    weightsRoot: zeroHash,
    contentHash: zeroHash,
  };
}

/** Root and proofs of reward leaves that all have earned the same. */
export function rewardTree(payTos: Address[], token: Address, cumulative: bigint, depth: number) {
  const leaves = payTos.map((payTo) =>
    keccak256(keccak256(encodeAbiParameters(rewardFields, [payTo, token, cumulative]))),
  );
  return syntheticTree(leaves, depth);
}
