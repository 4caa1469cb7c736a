import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import { nativeCurve, plainCurve } from '../../curve.ts';
import { loadKeccak } from '../../keccak.ts';
import { StartError } from '../../start-error.ts';
import { chainEpochs } from './chain-epochs.ts';
import { publicFiles } from './public-files.ts';
import type { Verifying } from './verify-campaign.ts';

/** Whom to verify: the relay's address, a node, and the contract. */
export interface Whom {
  url: string;
  rpcUrl: string;
  escrow: Hex;
}

/** The text at a path of a relay. @throws StartError when it has none */
export async function getText(url: string, path: string): Promise<string> {
  const response = await fetch(new URL(path, url));
  if (!response.ok) throw new StartError(`${new URL(path, url)} answers ${response.status}.`);
  return response.text();
}

export async function openVerifying({ url, rpcUrl, escrow }: Whom): Promise<Verifying> {
  const chain = await chainEpochs(rpcUrl, escrow);
  const keccak = await loadKeccak();
  const curve = nativeCurve() ?? plainCurve;
  return {
    place: { chainId: chain.chainId, escrow },
    files: publicFiles((path) => getText(url, path), keccak),
    chain,
    keccak,
    signerOf: (digest, signature) => signerOf(digest, signature, curve.recover, keccak),
  };
}
