import { setTimeout as sleep } from 'node:timers/promises';
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

/** How often a text is asked for: a relay closes a connection on which nothing is asked while its campaigns are computed. */
const tries = 3;

/** Milliseconds until a relay has to begin its answer. */
const patience = 60_000;
/** How often a relay may ask for patience, each time for a minute at most: its limit of requests lets some pass every second. */
const mostWaits = 60;

/** The text at a path of a relay. @throws StartError when it has none, or does not answer */
export async function getText(url: string, path: string): Promise<string> {
  const address = new URL(path, url);
  for (let [left, waits] = [tries, 0]; ; left -= 1) {
    try {
      let response = await begun(address);
      for (; isBusy(response) && waits < mostWaits; waits += 1) {
        const seconds = Number(response.headers.get('retry-after') ?? 1) || 1;
        await sleep(Math.min(seconds, 60) * 1000);
        response = await begun(address);
      }
      if (!response.ok) throw new StartError(`${address} answers ${response.status}.`);
      return await response.text();
    } catch (error) {
      if (error instanceof StartError) throw error;
      if (left === 1) throw new StartError(`${address} does not answer.`, { cause: error });
    }
  }
}

/** Too many requests, or a relay that is starting. */
const isBusy = ({ status }: Response) => status === 429 || status === 503;

async function begun(address: URL): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  return fetch(address, { signal: late.signal }).finally(() => clearTimeout(timer));
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
