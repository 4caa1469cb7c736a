import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalAccount } from 'viem/accounts';
import { sendRound } from './chain/send.ts';
import { watcher } from './chain/watch.ts';
import { confirmRound } from './confirm/confirm-round.ts';
import type { Context } from './context.ts';
import { alone, type LockName } from './db/locks.ts';
import { advance } from './settlement/advance.ts';

/**
 * Repeats the relay's own work until the signal: follow the chain, send transactions, settle, look at pages. Each is done by one
 * process at a time; one that fails is logged and tried again, and stops no other.
 */
export async function work(
  context: Context,
  account: LocalAccount,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  const lines: [LockName, () => Promise<void>][] = [
    ['watch', watcher(context)],
    ['send', () => sendRound(context, account)],
    ['settle', () => advance(context)],
    ['confirm', () => confirmRound(context, signal)],
  ];
  await Promise.all(lines.map(([name, round]) => repeat(context, name, round, everyMs, signal)));
}

async function repeat(
  context: Context,
  name: LockName,
  round: () => Promise<void>,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await alone(context.db, name, round);
    } catch (error) {
      context.metrics.failures.inc({ work: name });
      context.log.error({ err: error, work: name }, 'will try again');
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
