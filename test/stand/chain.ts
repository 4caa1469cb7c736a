import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPublicClient, http } from 'viem';
import { findAnvil } from './anvil-program.ts';
import { endLeftOver, forgetPid, notePid, repairState, stateFile } from './chain-files.ts';
import { endWithUs } from './ends-with-us.ts';
import { developmentMnemonic, type StandKeys, standKeys } from './keys.ts';
import { once } from './once.ts';
import { freePort } from './ports.ts';
import { endProcess } from './process.ts';
import { StandError } from './stand-error.ts';

export type Chain = {
  url: string;
  chainId: number;
  pid?: number;
  accounts: StandKeys;
  stop(): Promise<void>;
};

export type ChainOptions = {
  /** Folder that holds the chain between starts; without it the chain is gone when it stops. */
  dir?: string | undefined;
  /** A node that somebody else runs: used as it is and never stopped. */
  rpcUrl?: string | undefined;
  /** Used when nobody else has it; without it, or when it is taken, the system picks one. */
  port?: number | undefined;
  say: (line: string) => void;
};

/** Chain id of anvil and of every local development chain. */
const localChainId = 31337;

/**
 * Starts anvil, which mines a block for every transaction. When this process is killed, a watcher ends anvil within
 * moments; if that fails too, the next start on the same folder does. A kill of anvil itself loses at most a second.
 * @throws StandError when anvil does not answer, or `rpcUrl` does not
 */
export async function startChain({ dir, rpcUrl, port: preferred, say }: ChainOptions): Promise<Chain> {
  const accounts = standKeys();
  if (rpcUrl !== undefined) {
    return { url: rpcUrl, chainId: await chainIdOf(rpcUrl), accounts, stop: async () => {} };
  }
  if (dir !== undefined) {
    await mkdir(dir, { recursive: true });
    await endLeftOver(dir);
    await repairState(dir, say);
  }
  for (let tries = 3; ; tries -= 1) {
    const port = await freePort(preferred);
    const url = `http://127.0.0.1:${port}`;
    const child = launch(port, dir);
    const pid = await pidOf(child);
    if (dir !== undefined) await notePid(dir, pid);
    const watcher = endWithUs(pid);
    const stop = once(async () => {
      if (running(child)) await endProcess(pid);
      watcher.stop();
      if (dir !== undefined) await forgetPid(dir);
    });
    if (await answers(url, child)) return { url, chainId: localChainId, pid, accounts, stop };
    await stop();
    if (tries === 1) throw new StandError('The local chain (anvil) did not start.', { retry: true });
  }
}

/** A session of its own (`detached`): Ctrl-C in the terminal does not reach anvil before `stop` does. */
function launch(port: number, dir: string | undefined): ChildProcess {
  const where = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--chain-id',
    String(localChainId),
    '--quiet',
  ];
  const state = dir === undefined ? [] : ['--state', stateFile(dir), '--state-interval', '1'];
  const args = [...where, '--mnemonic', developmentMnemonic, ...state];
  return spawn(findAnvil(), args, { stdio: 'ignore', detached: true });
}

async function pidOf(child: ChildProcess): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  if (child.pid === undefined)
    throw new StandError('The local chain (anvil) did not start.', { retry: true });
  return child.pid;
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end && running(child); await sleep(25)) {
    const answered = await chainIdOf(url).catch(() => undefined);
    if (answered === localChainId && running(child)) return true;
  }
  return false;
}

function running(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function chainIdOf(url: string): Promise<number> {
  try {
    return await createPublicClient({ transport: http(url, { retryCount: 0, timeout: 5000 }) }).getChainId();
  } catch (cause) {
    throw new StandError(`No chain answers at ${url}: check RPC_URL.`, { retry: true, cause });
  }
}
