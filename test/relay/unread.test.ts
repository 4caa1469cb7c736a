import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { campaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { isRight, reportText } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { openAppeals } from '../../relay/settlement/appeals.ts';
import { campaignPart, type Settling } from '../../relay/settlement/campaign-part.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { decide } from '../../relay/settlement/decide.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { findLabels } from '../../relay/settlement/find-labels.ts';
import { newBatches } from '../../relay/settlement/new-batches.ts';
import { settleCampaign } from '../../relay/settlement/settle-campaign.ts';
import { situationOf } from '../../relay/settlement/situation.ts';
import { idle, judgedPolicy, pages, say, truthOf, withGolds } from './judged-crowd.ts';
import { type Labeler, makeKey, makeLabeler, type Opened } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';
import { seeded } from './seeded.ts';
import { activateByStranger, submitted } from './stranger.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene({ timelock: 3 });
  scene.startWork();
});
afterAll(() => scene.stop());

/** What a cut now would say of a campaign's labels; and what it would say if it read all that are not settled. */
async function bothOf({ campaign, terms }: Opened): Promise<[said: unknown, all: unknown]> {
  const { context } = scene;
  const { timelock, grace } = context.chain;
  const settling: Settling = { ...context, timelock, grace, confirms: false };
  return context.db.transaction().execute(async (trx) => {
    const { epoch } = await trx
      .selectFrom('epochs')
      .select('epoch')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const row = await trx
      .selectFrom('campaigns')
      .selectAll()
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow();
    const cut = context.now();
    const when = { epoch, cut, dueBy: cut + timelock, seenUntil: 0, stuck: new Set<Hex>() };
    const { open, unlisted } = await findLabels(trx, {
      ...{ campaign, secret: row.secret, epoch, dueBy: Number.MAX_SAFE_INTEGER },
      toJudge: (waiting) => waiting.map(({ task }) => task),
    });
    const { rows: held } = await sql`select from labels l join batches b on b.id = l.batch
      where campaign = ${campaign} and state in ('received', 'held')`.execute(trx);
    expect(open).toHaveLength(held.length);
    const appeals = await openAppeals(trx, campaign, row.secret);
    const { rows: batches } = await newBatches(context.hashLeaves, trx, campaign, epoch, unlisted);
    const found = { labels: open, appeals, batches };
    const decisions = decide(await situationOf(settling, trx, campaign, terms, found, when));
    const owed = open.map(({ key, payTo, price: amount }) => ({ key, payTo, amount }));
    const sums = [...Map.groupBy(owed, ({ key, payTo }) => key + payTo).values()].map((some) => ({
      ...some[0]!,
      amount: some.reduce((sum, { amount }) => sum + amount, 0n),
    }));
    const all = settleCampaign(open, sums, decisions);
    const part = await campaignPart(settling, trx, row, when, 1);
    if (part?.writing === undefined)
      return [[part?.openLeaves.length ?? 0], [all.openBy.length, ...all.rows]];
    const read = parseJson(campaignFile, Buffer.from(part.writing.files[0]!.bytes).toString());
    if (!read.ok) throw new Error(read.detail);
    const { openLeaves, entry } = part;
    return [
      { rows: read.value.rows, sums: read.value.sums, leaves: openLeaves.length, open: entry!.open },
      { rows: all.rows, sums: decisions.sums, leaves: all.openBy.length, open: all.open.toString() },
    ];
  });
}

/** A campaign in which that seed draws what happens, and when. */
async function anyOrder(seed: number): Promise<void> {
  const below = seeded(seed);
  const { db, now } = scene.context;
  const opened = await scene.openCampaign(judgedPolicy({ scored: 6 * below(3), golds: 0 }), 20_000_000n);
  const { campaign } = opened;
  const people = new Map<Hex, Labeler>();
  for (let n = 0; n < 6; n++) {
    const one = makeLabeler(scene);
    people.set((await one.join(opened)).address, one);
  }
  const all = [...people.values()];
  const work = await verifyingOf(scene);

  const label = () => {
    const who = below(6);
    const list = [...pages(0, 12).filter(() => below(3) > 0), 20 + below(4)];
    return say(
      all[who]!,
      opened,
      list,
      who === 5 ? idle : (page) => truthOf(below(12) === 0 ? page + 1 : page),
    );
  };
  /** What an epoch that was overtaken has left is cut at once, without being asked. */
  const settled = async () => {
    const isMoving = sql`state in ('cut', 'submitted') or (state = 'open' and cut_requested)`;
    for (;;) {
      const { rows } = await sql`select from epochs where ${isMoving}`.execute(db);
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  /** What cuts, once it is known to say what it should. */
  const cutting = async <T>(cut: () => Promise<T>): Promise<() => Promise<T>> => {
    const golds = below(2) === 0 ? 'all' : 'none';
    const [said, all] = await withGolds(scene, golds, () => bothOf(opened));
    expect(said).toEqual(all);
    return () => withGolds(scene, golds, cut);
  };
  const cutAlone = async () => (await cutting(() => cutEpoch(scene.context)))();
  const verified = async (epoch: number) => {
    const report = await verifyEpoch(work, epoch);
    expect(isRight(report) ? '' : reportText(report)).toBe('');
  };
  const close = async () => verified(await (await cutting(scene.closeEpoch))());
  const drop = async () => {
    await scene.stopWork();
    await dropEpoch(scene.context, await cutAlone(), 'revoked', false);
    scene.startWork();
  };
  /** Another is cut without it, and then it is active after all. */
  const giveUp = async () => {
    const closing = (await cutting(scene.closeEpoch))();
    const given = await submitted(scene);
    await scene.stopWork();
    await dropEpoch(scene.context, given, 'given up', false);
    await label();
    await cutAlone();
    await activateByStranger(scene, given);
    scene.startWork();
    await verified(await closing);
    await settled();
  };
  const appeal = async () => {
    const { rows } = await sql<{ key: Hex; number: number; position: number }>`select key, number, position
      from labels l join batches b on b.id = l.batch where campaign = ${campaign} and state = 'rejected'
      order by number, position`.execute(db);
    const row = rows[below(rows.length || 1)];
    if (row !== undefined) await people.get(row.key)?.appeal(opened, row.number, row.position);
  };
  const due = () =>
    sql`update batches set accept_by = ${now()} where campaign = ${campaign} and id % 3 = ${below(3)}`.execute(
      db,
    );

  for (let step = 0; step < 16; step++) {
    const kind = below(16);
    if (kind < 7) await label();
    else if (kind < 11) await close();
    else if (kind < 12) await drop();
    else if (kind < 13) await giveUp();
    else if (kind < 14) await due();
    else if (kind < 15) await appeal();
    else await all[below(6)]!.join(opened, makeKey().address);
  }
  await label();
  await close();
}

test('P11: whatever comes, is revoked or due, a cut says what it would say if it read every label that is not settled', async () => {
  for (const seed of [1, 2]) await anyOrder(seed);
});
