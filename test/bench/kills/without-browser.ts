import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { privateKeyToAddress } from 'viem/accounts';
import { type Hex, lower } from '../../../lib/protocol/scalar/hex.ts';
import { makeTempFolder } from '../../stand/temp.ts';
import { exported, insist, settle } from './acts.ts';
import { openDevice } from './device.ts';
import { makeLine } from './line.ts';
import type { Outcome } from './outcome.ts';
import { openPlace, type Place } from './place.ts';
import { planOf } from './plan.ts';
import { chainFaults, deviceFaults, type Fault } from './reconcile.ts';
import { run, type Saved } from './run.ts';

/** Devices that label at the same time; what fails for one fails for all, but for the background. */
const lanes = 5;
/** Runs of one device before its accounts are made up and a new one begins. */
const shift = 20;

const secretOf = (seed: number, first: number): Hex =>
  `0x${createHash('sha256').update(`device ${seed}:${first}`).digest('hex')}`;

/**
 * Runs of the trip with the extension's own code in a process of its own, against real PostgreSQL, anvil and relay.
 *
 * @param minutes after which no more runs begin
 */
export async function withoutBrowser(
  runs: readonly number[],
  seed: number,
  minutes: number,
): Promise<Outcome> {
  const temp = await makeTempFolder('kills');
  let place: Place | undefined;
  try {
    place = await openPlace(temp.dir, 'https://kills.example');
    return await runAll(place, temp.dir, runs, seed, minutes);
  } finally {
    await place?.stop();
    await temp.stop();
  }
}

async function runAll(
  place: Place,
  dir: string,
  runs: readonly number[],
  seed: number,
  minutes: number,
): Promise<Outcome> {
  const alone = makeLine();
  const faults: Fault[] = [];
  const happened: Record<string, number> = {};
  let labels = 0;
  let receipts = 0;
  const waiting = [...runs];
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 60_000;

  async function workShift(own: readonly number[]): Promise<void> {
    const secret = secretOf(seed, own[0] ?? 0);
    const files = join(dir, `device-${own[0]}`);
    await mkdir(files);
    const device = openDevice(files, secret);
    const saved: Saved[] = [];
    try {
      await insist(() => device.ask('useRelay', place.relayUrl));
      await insist(() => device.ask('join', place.campaign.id));
      for (const number of own) {
        const plan = planOf(seed, number);
        const did = await run(place, device, plan, saved, alone);
        const name = did ? plan.part : 'step not reached';
        happened[name] = (happened[name] ?? 0) + 1;
      }
      await settle(device);
      const now = await exported(device);
      labels += now.labels.length;
      receipts += now.batches.length;
      faults.push(...(await deviceFaults(place, lower(privateKeyToAddress(secret)), saved, now)));
    } finally {
      await device.kill();
    }
    console.log(
      `${runs.length - waiting.length} of ${runs.length} runs begun, ${passed().toFixed(1)} min, ${faults.length} faults`,
    );
  }

  await Promise.all(
    Array.from({ length: Math.min(lanes, Math.ceil(runs.length / shift)) }, async () => {
      while (waiting.length > 0 && passed() < minutes) await workShift(waiting.splice(0, shift));
    }),
  );
  faults.push(...(await chainFaults(place)));
  return { runs: runs.length - waiting.length, labels, receipts, happened, faults };
}
