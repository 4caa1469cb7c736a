import * as v from 'valibot';
import { deploy } from '../../contracts/deploy.ts';
import { address, type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import type { Chain } from './chain.ts';
import { note, recall } from './memory.ts';
import { walletOf } from './wallet.ts';

const deployment = v.strictObject({ escrow: address, distributor: address, token: address });

/** Addresses of the stand's contracts, in lower case. */
export type Deployment = v.InferOutput<typeof deployment>;

export type Contracts = Deployment & {
  /** Whether this start deployed them. */
  fresh: boolean;
};

const day = 86_400n;

/** Seconds between submission and activation of a root: short, so that a person sees money while watching. */
export const localTimelock = 2n;

/** Deploys the contracts at the first start on a data folder; later starts find the addresses there. */
export async function deployOnce(dir: string, chain: Chain): Promise<Contracts> {
  const known = await recall(dir, 'contracts.json', deployment);
  if (known !== undefined) return { ...known, fresh: false };
  const { relay, guardian, receipt } = chain.accounts;
  const made = await deploy(walletOf(chain, 'deployer'), {
    relay: relay.address,
    guardian: guardian.address,
    timelock: localTimelock,
    // The contract's minimums: a local campaign is never redeemed within a session.
    silence: 14n * day,
    grace: day,
    window: 30n * day,
    receiptKey: receipt.address,
  });
  const written: Deployment = {
    escrow: lower(made.escrow),
    distributor: lower(made.distributor),
    token: lower(made.token),
  };
  await note(dir, 'contracts.json', written);
  return { ...written, fresh: true };
}

/** Whether a contract is at this address. */
export async function isDeployed(chain: Chain, contract: Hex): Promise<boolean> {
  const code = await walletOf(chain, 'deployer').publicClient.getCode({ address: contract });
  return code !== undefined && code !== '0x';
}
