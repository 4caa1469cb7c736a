import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { BatchRecord, LabelRecord, RewardRecord } from '../../../lib/storage/records.ts';

/** A call that was not answered because the background died, or one that it refused. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  readonly code: string;
  constructor(code: string, detail = '') {
    super(`${code} ${detail}`);
    this.code = code;
  }
}

/** What both kinds of device can be asked. @throws NotDone */
export type Askable = {
  ask(call: 'sync'): Promise<unknown>;
  ask(call: 'claim', earnings: { payTo: Hex; token: Hex }): Promise<unknown>;
  ask(call: 'exportAll'): Promise<string>;
};

export type Exported = {
  labels: LabelRecord[];
  batches: BatchRecord[];
  rewards: RewardRecord[];
  alarms: { detail: string }[];
};

/** Milliseconds after which what should have come by itself counts as not coming. */
export const patience = 180_000;

export const exported = async (device: Askable): Promise<Exported> =>
  JSON.parse(await device.ask('exportAll'));

/** Does nothing about a background that dies meanwhile, or a relay that is away: the next time does. */
export async function attempt(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof NotDone)) throw error;
  });
}

/** Until it is done: another device's failure may be in its way. @throws what was last in the way, after patience */
export async function insist(act: () => Promise<unknown>): Promise<void> {
  for (const end = Date.now() + patience; ; await sleep(100)) {
    try {
      await act();
      return;
    } catch (error) {
      if (!(error instanceof NotDone) || Date.now() > end) throw error;
    }
  }
}

export async function claimAll(device: Askable): Promise<void> {
  for (const { payTo, token, cumulative, claimed } of (await exported(device)).rewards)
    if (BigInt(cumulative) > BigInt(claimed)) await attempt(() => device.ask('claim', { payTo, token }));
}

/** Nothing left to pay or to claim, or patience is over. */
export async function settle(device: Askable): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(100)) {
    await attempt(async () => {
      await device.ask('sync');
      await claimAll(device);
    });
    const now = await exported(device).catch(() => undefined);
    const paid = now?.labels.every(({ state }) => state === 'paid');
    const due = now?.labels.reduce((total, { amount }) => total + BigInt(amount ?? 0), 0n);
    if (paid && now?.rewards.length === 1 && BigInt(now.rewards[0]?.claimed ?? 0) === due) return;
  }
}
