import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Receipt } from '../../lib/protocol/signed/receipt.ts';
import { article, type Labeler, makeLabel } from './labeler.ts';
import { fileOf, joined, onChain, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

const policy = {
  redundancy: { min: 2, max: 3 },
  stopConfidence: 700_000,
  hold: { scored: 0, golds: 0 },
  pay: 'flat',
} as const;

type Step =
  | { kind: 'batch'; who: number; pages: number[]; chosen: string }
  | { kind: 'close' }
  | { kind: 'close and revoke' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      who: fc.nat(3),
      pages: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
      chosen: fc.constantFrom('up', 'down'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'close' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'close and revoke' }) },
);

/** The guardian revokes what is pending, if he is quicker than the timelock. */
async function revokePending(): Promise<void> {
  const escrow = { address: scene.config.ESCROW, abi: campaignEscrowAbi } as const;
  for (let look = 0; look < 100; look++) {
    const { pending } = await scene.publicClient.readContract({ ...escrow, functionName: 'epochs' });
    if (pending !== 0) {
      const guardian = scene.walletOf(scene.keys.guardian);
      await guardian.writeContract({ ...escrow, functionName: 'revoke', args: [pending] }).catch(() => {});
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function closeAndRevoke(): Promise<void> {
  const closing = scene.closeEpoch();
  await revokePending();
  await closing;
}

test('P7, P8: whatever happens, receipts, statements, leaves and chain tell one sum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 16 }), async (steps) => {
      const opened = await scene.openCampaign({ policy }, 400_000n);
      const labelers: Labeler[] = [];
      for (let n = 0; n < 4; n++) labelers.push(await joined(scene, opened));
      const receipts: Receipt[] = [];
      for (const one of steps) {
        if (one.kind === 'close') await scene.closeEpoch();
        else if (one.kind === 'close and revoke') await closeAndRevoke();
        else {
          const labeler = labelers[one.who];
          const labels = one.pages.map((page) => makeLabel(opened.campaign, article(page), one.chosen));
          if (labeler !== undefined) receipts.push((await labeler.send(opened, labels)).receipt);
        }
      }
      await scene.closeEpoch();

      const promised = receipts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
      const row = await scene.context.db
        .selectFrom('campaigns')
        .selectAll()
        .where('campaign', '=', opened.campaign)
        .executeTakeFirstOrThrow();
      expect(row.credited + row.open + row.reserved).toBe(promised);
      expect(await onChain(scene, opened.campaign)).toMatchObject({ released: row.credited });

      const active = await scene.context.db
        .selectFrom('epochs')
        .select('epoch')
        .where('state', '=', 'active')
        .orderBy('epoch')
        .execute();
      const numbers: number[] = [];
      const settled: string[] = [];
      const seen = new Set<string>();
      let credited = 0n;
      let before = new Map<string, bigint>();
      for (const { epoch } of active) {
        const { statement } = await statementOf(scene, epoch);
        const now = new Map(
          statement.rewards.map(([payTo, , cumulative]) => [payTo as string, BigInt(cumulative)]),
        );
        const grown = [...now].reduce((sum, [payTo, value]) => sum + value - (before.get(payTo) ?? 0n), 0n);
        expect(grown).toBe(statement.entries.reduce((sum, { credit }) => sum + BigInt(credit), 0n));
        before = now;
        if (!statement.entries.some(({ campaign }) => campaign === opened.campaign)) continue;
        const { file } = await fileOf(scene, statement, opened.campaign);
        numbers.push(...file.batches.map(({ number }) => number));
        for (const label of file.rows) {
          seen.add(`${label.number}/${label.index}`);
          if (label.state === 'held') continue;
          settled.push(`${label.number}/${label.index}`);
          credited += BigInt(label.credit);
        }
      }
      expect(numbers).toEqual(receipts.map(({ number }) => number));
      expect(new Set(settled).size).toBe(settled.length);
      expect(credited).toBe(row.credited);
      expect(seen.size).toBe(receipts.reduce((sum, { received }) => sum + received, 0));
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 180_000);
