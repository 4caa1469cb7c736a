import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Receipt } from '../../lib/protocol/signed/receipt.ts';
import type { Policy } from '../../lib/protocol/terms/policy.ts';
import { chainEpochs } from '../../relay/bin/verify/chain-epochs.ts';
import { isRight, reportText } from '../../relay/bin/verify/print-report.ts';
import { publicFiles } from '../../relay/bin/verify/public-files.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { article, type Labeler, makeLabel } from './labeler.ts';
import { fileOf, joined, onChain, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.constant<Policy>({
    redundancy: { min: 2, max: 3 },
    stopConfidence: 700_000,
    hold: { scored: 0, golds: 0 },
    pay: 'flat',
  }),
  fc.record({
    redundancy: fc.constant({ min: 3, max: 4 }),
    stopConfidence: fc.constantFrom(600_000, 900_000),
    hold: fc.record({ scored: fc.nat(4), golds: fc.nat(1) }),
    pay: fc.constant('better-than-guess' as const),
  }),
);

type Step =
  | { kind: 'batch'; who: number; pages: number[]; chosen: string }
  | { kind: 'close' }
  | { kind: 'close and revoke' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      who: fc.nat(4),
      pages: fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }),
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

/** Batches that do not say how many of their labels are received and not settled. */
async function miscounted({ context: { db } }: Scene): Promise<unknown[]> {
  const { rows } = await sql`select id, open from batches b where open <> (
    select count(*) from labels where batch = b.id and state in ('received', 'held'))`.execute(db);
  return rows;
}

async function closeAndRevoke(): Promise<void> {
  const closing = scene.closeEpoch();
  await revokePending();
  await closing;
}

test('P7, P8, P11: whatever happens, receipts, statements, leaves and chain tell one sum, and anybody computes it again', async () => {
  const chain = await chainEpochs(scene.config.RPC_URL, scene.config.ESCROW);
  const { keccak, signerOf, place } = scene.context;
  const get = async (path: string) => (await scene.app.request(path)).text();
  const work = { place, chain, keccak, signerOf, files: publicFiles(get, keccak) };
  // Every task that could be a gold is one.
  const { randomBytes } = scene.context;
  scene.context.randomBytes = (count) => (count === 1 ? new Uint8Array(1) : randomBytes(count));
  await fc.assert(
    fc.asyncProperty(policy, fc.array(step, { minLength: 14, maxLength: 22 }), async (given, steps) => {
      const opened = await scene.openCampaign({ policy: given }, 800_000n);
      const labelers: Labeler[] = [];
      for (let n = 0; n < 5; n++) labelers.push(await joined(scene, opened));
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
      expect(await onChain(scene, opened.campaign)).toMatchObject({ released: row.credited });
      expect(await miscounted(scene)).toEqual([]);

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
      let unearned = 0n;
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
        const report = await verifyEpoch(work, epoch);
        expect(isRight(report), reportText(report)).toBe(true);
        numbers.push(...file.batches.map(({ number }) => number));
        for (const label of file.rows) {
          seen.add(`${label.number}/${label.index}`);
          if (label.state === 'held') continue;
          settled.push(`${label.number}/${label.index}`);
          credited += BigInt(label.credit);
          unearned += BigInt(label.price) - BigInt(label.credit);
        }
      }
      expect(numbers).toEqual(receipts.map(({ number }) => number));
      expect(new Set(settled).size).toBe(settled.length);
      expect(credited).toBe(row.credited);
      expect(row.credited + row.open + row.reserved + unearned).toBe(promised);
      if (given.pay === 'flat') expect(unearned).toBe(0n);
      expect(seen.size).toBe(receipts.reduce((sum, { received }) => sum + received, 0));
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 240_000);
