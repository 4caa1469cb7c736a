import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RelayEnvironment } from '../../relay/config.ts';
import type { Chain } from './chain.ts';
import type { Deployment } from './contracts.ts';
import type { Database } from './database.ts';
import { endWithUs } from './ends-with-us.ts';
import { once } from './once.ts';
import { endProcess, gone } from './process.ts';
import { StandError } from './stand-error.ts';

export type Relay = {
  url: string;
  /** Everything the relay said, over restarts. */
  logFile: string;
  /** Its last lines. */
  logTail(): Promise<string>;
  /** Stops it as an operator does; `start` brings it back under the same address. */
  stop(): Promise<void>;
  /** Ends it as a crash does (SIGKILL); `start` brings it back. */
  kill(): Promise<void>;
  /** @param ahead how many seconds its clock is ahead of the system's */
  start(ahead?: number): Promise<void>;
};

export type RelayPartOptions = {
  port: number;
  database: Database;
  chain: Chain;
  contracts: Deployment;
  /** Seconds between two epochs. */
  epochSeconds: number;
  logFile: string;
  /** Settings that differ from the stand's. */
  settings?: Partial<RelayEnvironment>;
};

const program = fileURLToPath(new URL('../../relay/bin/relay.ts', import.meta.url));
const clockAhead = fileURLToPath(new URL('clock-ahead.ts', import.meta.url));
/** Longest wait until it answers, in milliseconds. */
const patience = 20_000;

/**
 * Starts the relay as an operator does: a process of its own, configured by its environment.
 * @throws StandError with the end of its log when it does not come up
 */
export async function startRelayPart(options: RelayPartOptions): Promise<Relay> {
  const { port, logFile } = options;
  const url = `http://127.0.0.1:${port}`;
  let stop = async () => {};
  let kill = async () => {};
  const start = async (ahead = 0) => {
    const child = await launch(options, ahead);
    const watcher = child.pid === undefined ? undefined : endWithUs(child.pid);
    stop = once(async () => {
      if (child.pid !== undefined && running(child)) await endProcess(child.pid);
      watcher?.stop();
    });
    kill = async () => {
      child.kill('SIGKILL');
      if (child.pid !== undefined) await gone(child.pid, patience);
      watcher?.stop();
    };
    if (await answers(url, child)) return;
    await stop();
    throw new StandError(`The relay did not start. ${logFile} ends:\n${await tail(logFile)}`, {
      retry: true,
    });
  };
  await start();
  return { url, logFile, logTail: () => tail(logFile), start, stop: () => stop(), kill: () => kill() };
}

/** A session of its own (`detached`): Ctrl-C in the terminal does not reach it before `stop` does. */
async function launch(options: RelayPartOptions, ahead: number): Promise<ChildProcess> {
  const log = await open(options.logFile, 'a');
  try {
    const clock = ahead === 0 ? [] : ['--import', clockAhead];
    return spawn(process.execPath, [...clock, program], {
      env: { PATH: process.env.PATH, CLOCK_AHEAD: String(ahead), ...environmentOf(options) },
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
  } finally {
    await log.close();
  }
}

function environmentOf({
  port,
  database,
  chain,
  contracts,
  epochSeconds,
  settings,
}: RelayPartOptions): RelayEnvironment {
  return {
    DATABASE_URL: database.url,
    RPC_URL: chain.url,
    ESCROW: contracts.escrow,
    DISTRIBUTOR: contracts.distributor,
    RELAY_KEY: chain.accounts.relay.privateKey,
    RECEIPT_KEY: chain.accounts.receipt.privateKey,
    TOKENS: JSON.stringify([{ address: contracts.token, symbol: 'tUSD', decimals: 6 }]),
    PORT: String(port),
    EPOCH_SECONDS: String(epochSeconds),
    CONFIRMATIONS: '0',
    POLL_MS: '250',
    CATALOGUE_SECONDS: '1',
    ...settings,
  };
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end && running(child); await sleep(25)) {
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
    if (ready?.ok && running(child)) return true;
  }
  return false;
}

const running = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

async function tail(file: string, lines = 15): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-lines).join('\n');
}
