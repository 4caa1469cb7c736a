import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { life } from './kept-answers.ts';

/** Milliseconds between two looks. */
const everyMs = 1000;

/** Resolves when every later change will be said, with a function that ends the watching. */
export type Watch = (campaign: Hex, changed: () => void) => Promise<() => void>;

/**
 * Says when something of a watched campaign has changed: labels came, an epoch became active, money moved. All that are
 * watched cost one query a second together, and none when nobody watches; a notification of the database in the
 * transactions of ingest would make those wait for each other. What is said comes `life` after the change, so that whoever
 * reads progress then sees it.
 */
export function campaignWatcher(context: Context): Watch {
  const watched = new Map<Hex, Set<() => void>>();
  const versions = new Map<Hex, string>();
  let looking = false;

  function say(campaign: Hex): void {
    for (const changed of watched.get(campaign) ?? []) changed();
  }

  async function look(): Promise<void> {
    const now = await versionsOf(context, [...watched.keys()]);
    for (const [campaign, version] of now) {
      const before = versions.get(campaign);
      versions.set(campaign, version);
      if (before !== undefined && before !== version) setTimeout(() => say(campaign), life * 1000).unref();
    }
  }

  async function keepLooking(): Promise<void> {
    if (looking) return;
    looking = true;
    while (watched.size > 0) {
      await look().catch((error: unknown) => context.log.error({ err: error }, 'will look again'));
      await sleep(everyMs, undefined, { ref: false });
    }
    looking = false;
  }

  return async (campaign, changed) => {
    const first = versions.has(campaign) ? undefined : (await versionsOf(context, [campaign])).get(campaign);
    if (first !== undefined && !versions.has(campaign)) versions.set(campaign, first);
    const those = watched.get(campaign) ?? new Set();
    watched.set(campaign, those.add(changed));
    void keepLooking();
    return () => {
      those.delete(changed);
      if (those.size > 0 || watched.get(campaign) !== those) return;
      watched.delete(campaign);
      versions.delete(campaign);
    };
  };
}

/** Whatever is written to a campaign's row gives it another `xmin`; what epochs settle shows with the last active one. */
async function versionsOf({ db }: Context, campaigns: readonly Hex[]): Promise<Map<Hex, string>> {
  const { rows } = await sql<{ campaign: Hex; version: string }>`select campaign,
    xmin::text || ' ' || (select coalesce(max(epoch), 0) from epochs where state = 'active') as version
    from campaigns where campaign = any(${campaigns})`.execute(db);
  return new Map(rows.map(({ campaign, version }) => [campaign, version]));
}
