import { seenUntilOf } from '../../relay/chain/watch.ts';
import type { Opened } from './labeler.ts';
import type { Scene } from './scene.ts';

/** Lets time pass for relay and chain; it never comes back. */
export async function passed(scene: Scene, seconds: number): Promise<void> {
  scene.skew.seconds += seconds;
  await fetch(scene.config.RPC_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_increaseTime', params: [seconds] }),
  });
}

/** Lets time pass for relay and chain, until a campaign has closed for both. */
export async function closedFor(scene: Scene, { terms }: Opened, seconds: number): Promise<void> {
  await passed(scene, seconds);
  // Only what the chain has passed is closed for good; a local chain has no block without a transaction.
  await scene.openCampaign();
  while ((await seenUntilOf(scene.context)) < terms.closes)
    await new Promise((resolve) => setTimeout(resolve, 50));
}
