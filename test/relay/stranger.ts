import { decodeFunctionData } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { activateData } from '../../relay/chain/root-calls.ts';
import { readStatement } from '../../relay/settlement/rewards.ts';
import type { Scene } from './scene.ts';

export const epochsOf = (scene: Scene) =>
  scene.publicClient.readContract({
    address: scene.config.ESCROW,
    abi: campaignEscrowAbi,
    functionName: 'epochs',
  });

/** Waits until an epoch is pending on chain and the relay knows it. */
export async function submitted(scene: Scene): Promise<number> {
  for (;;) {
    const { pending } = await epochsOf(scene);
    const row = await scene.context.db
      .selectFrom('epochs')
      .select('epoch')
      .where('state', '=', 'submitted')
      .executeTakeFirst();
    if (row !== undefined && row.epoch === pending) return pending;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Somebody else than the relay activates, as soon as the chain lets him. */
export async function activateByStranger(scene: Scene, epoch: number): Promise<void> {
  const row = await scene.context.db
    .selectFrom('epochs')
    .select('statement_hash')
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow();
  if (row.statement_hash === null) throw new Error('no statement');
  const data = activateData(await readStatement(scene.context.db, row.statement_hash), row.statement_hash);
  const { functionName, args } = decodeFunctionData({ abi: campaignEscrowAbi, data });
  if (functionName !== 'activate') throw new Error(functionName);
  const stranger = scene.walletOf(scene.keys.deployer);
  for (;;) {
    try {
      await scene.publicClient.waitForTransactionReceipt({
        hash: await stranger.writeContract({
          address: scene.config.ESCROW,
          abi: campaignEscrowAbi,
          functionName,
          args,
        }),
      });
      return;
    } catch (error) {
      if (!String(error).includes('NotDue')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
