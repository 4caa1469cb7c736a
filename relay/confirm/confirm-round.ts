import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { duePages, noteTasks, writeSeen } from './confirmation-rows.ts';
import { look } from './look.ts';

/**
 * One round: looks at pages that were labeled and whose time has come, several hosts at once, the pages of one host one after
 * the other with a pause between. A kill loses the looks that were under way; they are made again.
 */
export async function confirmRound(context: Context, signal: AbortSignal): Promise<void> {
  const { db, confirming, now, log, metrics } = context;
  if (confirming === undefined) return;
  await noteTasks(db, now());
  const hosts = Map.groupBy(await duePages(db, now()), ({ host }) => host);
  const each = [...hosts.values()].map(async (pages) => {
    for (const [at, { page, address }] of pages.entries()) {
      if (at > 0) await sleep(confirming.pauseMs, undefined, { signal });
      const seen = await look(address, confirming.looking, signal);
      await writeSeen(db, page, seen, { now: now(), again: confirming.againSeconds });
      metrics.looks.inc({ outcome: seen.outcome });
      log.debug({ outcome: seen.outcome }, 'looked at a page');
    }
  });
  const done = await Promise.allSettled(each);
  const failed = done.find((one) => one.status === 'rejected');
  if (failed !== undefined && !signal.aborted) throw failed.reason;
}
