import { afterEach, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { registerCampaign } from '../../relay/ingest/campaign.ts';
import { makeLog } from '../../relay/log.ts';
import { type OpenRelay, openRelay } from '../../relay/open.ts';
import { advance } from '../../relay/settlement/advance.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { article, makeLabel } from './labeler.ts';
import { joined } from './reading.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';
import { epochsOf } from './stranger.ts';

let scene: Scene;
let restored: OpenRelay | undefined;
afterEach(async () => {
  await restored?.close();
  restored = undefined;
  await scene.stop();
});

/** A relay on a database that was set back to its beginning, beside the one that knows everything. */
async function openRestored(seconds = 0): Promise<OpenRelay> {
  const config = { ...scene.config, DATABASE_URL: await scene.emptyDatabase() };
  const now = () => Math.floor(Date.now() / 1000) + seconds;
  restored = await openRelay(config, relayUrl, {
    now,
    randomBytes: scene.context.randomBytes,
    log: makeLog('silent'),
  });
  return restored;
}

const revoke = async (epoch: number) => {
  const guardian = scene.walletOf(scene.keys.guardian);
  const hash = await guardian.writeContract({
    address: scene.config.ESCROW,
    abi: campaignEscrowAbi,
    functionName: 'revoke',
    args: [epoch],
  });
  await scene.publicClient.waitForTransactionReceipt({ hash });
};

test('a campaign of before gets no number that a lost receipt may have', async () => {
  scene = await makeScene();
  const { terms, salt, campaign } = await scene.openCampaign();
  const { context } = await openRestored(60);
  await registerCampaign(context, { terms, salt });
  const next = async () =>
    (
      await context.db
        .selectFrom('campaigns')
        .select('next_number')
        .where('campaign', '=', campaign)
        .executeTakeFirstOrThrow()
    ).next_number;
  expect(await next()).toBeGreaterThanOrEqual(60 * 100);
});

test('each start skips the numbers that receipts after the backup may have; those after it are still one by one', async () => {
  scene = await makeScene();
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  const send = async (page: number) =>
    (await labeler.send(opened, [makeLabel(opened.campaign, article(page))])).receipt.number;
  expect([await send(1), await send(2)]).toEqual([0, 1]);
  scene.skew.seconds = 600;
  await scene.another();
  const first = await send(3);
  expect(first).toBeGreaterThanOrEqual(600 * 100);
  expect(await send(4)).toBe(first + 1);
});

test('a pending root that the database does not know: revoked first, or it would pay what nobody remembers', async () => {
  // Long enough that it stays pending.
  scene = await makeScene({ timelock: 3600 });
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  await scene.context.db.updateTable('epochs').set({ cut_requested: true }).execute();
  scene.startWork();
  await expect.poll(async () => (await epochsOf(scene)).pending).toBe(1);
  await scene.stopWork();
  await expect(openRestored()).rejects.toThrow('have the guardian revoke that root');
  await revoke(1);
  await openRestored();
});

test('another root under a number of ours is never applied', async () => {
  scene = await makeScene();
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  const { context } = await openRestored();
  await cutEpoch(context);
  scene.startWork();
  expect(await scene.closeEpoch()).toBe(1);
  await scene.stopWork();
  await expect(advance(context)).rejects.toThrow('not the one that this database cut');
  const { state } = await context.db
    .selectFrom('epochs')
    .select('state')
    .where('epoch', '=', 1)
    .executeTakeFirstOrThrow();
  expect(state).toBe('cut');
});
