import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { catalogue } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { filterWidth } from '../../lib/protocol/api/task-filter.ts';
import type { CampaignFile, LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { goldHash } from '../../lib/protocol/signed/gold.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { cutIsDue } from '../../relay/settlement/due.ts';
import { closed, crowd, idle, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import type { Opened } from './labeler.ts';
import { joined, onChain, ownLabels } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const price = 20_000n;
const close = (opened: Opened, golds: 'all' | 'none' = 'none') => closed(scene, opened, golds);

/** The filter of tasks of which the catalogue says that they take no more labels. */
const closedOf = async ({ campaign }: Opened) => {
  const read = parseJson(catalogue, await (await scene.app.request('/v1/campaigns')).text());
  if (!read.ok) throw new Error(read.detail);
  return read.value.campaigns.find((one) => one.campaign === campaign)?.closedTasks ?? '';
};

const ofBatch = ({ rows }: CampaignFile, number: number) => rows.filter((row) => row.number === number);
const scoreOf = (row: LabelRow) => (row.state === 'held' ? row.judged?.score : row.score)?.ppm ?? 0;

/** The design's formula, written down again. */
function creditBy(scores: readonly number[], prior: number): bigint {
  const q = Math.floor((scores.reduce((sum, ppm) => sum + ppm, 0) + prior) / (scores.length + 10));
  const bp = Math.floor(Math.min(1_000_000, Math.max(0, q)) / 100);
  return bp < 1500 ? 0n : (price * (20_000_000n + 8000n * BigInt(bp))) / 100_000_000n;
}

describe('paid better than a guess', () => {
  test('good work by its quality, answers without looking nothing, with the figures; the rest stays in the campaign', async () => {
    const opened = await scene.openCampaign(judgedPolicy());
    const [lazy, ...good] = await crowd(scene, opened, 4);
    if (lazy === undefined) throw new Error('nobody');
    const numbers: number[] = [];
    for (const one of good) numbers.push((await say(one, opened, pages(0, 12), truthOf)).receipt.number);
    const idleBatch = (await say(lazy, opened, pages(0, 12), idle)).receipt.number;
    const file = await close(opened);

    let paid = 0n;
    for (const number of numbers) {
      const rows = ofBatch(file, number);
      expect(rows).toHaveLength(12);
      const credit = creditBy(rows.map(scoreOf), 3_000_000);
      expect(credit).toBeGreaterThan(price / 2n);
      for (const row of rows) expect(row).toMatchObject({ state: 'paid', credit: credit.toString() });
      paid += 12n * credit;
    }
    const key = file.batches.find(({ number }) => number === idleBatch)?.key;
    const sums = file.sums.find((one) => one.key === key);
    if (sums === undefined) throw new Error('no sums');
    expect(sums).toMatchObject({ scored: 12, golds: 0 });
    expect(sums.sum).toBe(ofBatch(file, idleBatch).reduce((sum, row) => sum + scoreOf(row), 0));
    for (const row of ofBatch(file, idleBatch))
      expect(row).toMatchObject({
        state: 'rejected',
        credit: '0',
        code: 'below-guess',
        evidence: `scored=12 golds=0 sum=${sums.sum} reached=${sums.reached}`,
      });
    expect((await ownLabels(scene, await lazy.openSession()))[0]).toMatchObject({
      state: 'rejected',
      code: 'below-guess',
      evidence: expect.stringContaining('scored=12'),
    });
    expect(await onChain(scene, opened.campaign)).toMatchObject({
      released: paid,
      remaining: 10_000_000n - paid,
    });
    const closedTasks = await closedOf(opened);
    expect(closedTasks).toHaveLength(12 * filterWidth);
    const { refused } = await say(lazy, opened, [0], idle);
    expect(refused).toEqual([[0, 'duplicate']]);
    const late = await joined(scene, opened);
    expect((await say(late, opened, [0], truthOf)).refused).toEqual([[0, 'task-full']]);
  });

  test('a task that people differ on waits for more labels, and stops at the most', async () => {
    const opened = await scene.openCampaign(judgedPolicy());
    const people = await crowd(scene, opened, 5);
    for (const one of people.slice(0, 3)) await say(one, opened, pages(0, 6), truthOf);
    await say(people[0]!, opened, [90], () => 'up');
    await say(people[1]!, opened, [90], () => 'down');
    await say(people[2]!, opened, [90], () => 'flat');
    const first = await close(opened);
    const open = first.rows.filter(({ state }) => state === 'held');
    expect(open).toHaveLength(3);
    expect(new Set(open.map(({ ref }) => ref)).size).toBe(1);
    for (const row of open) expect(row).not.toHaveProperty('judged');
    await say(people[3]!, opened, [90], () => 'up');
    await say(people[4]!, opened, [90], () => 'down');
    const second = await close(opened);
    expect(second.rows).toHaveLength(5);
    for (const row of second.rows)
      expect(row).toMatchObject({ ref: open[0]?.ref, posterior: { tone: expect.any(Number) } });
    expect(second.previous).toMatchObject({ epoch: first.epoch });
  });

  test('held until the evidence is there, then priced once with all of it', async () => {
    const opened = await scene.openCampaign(judgedPolicy({ scored: 15, golds: 0 }));
    const people = await crowd(scene, opened, 3);
    const numbers: number[] = [];
    for (const one of people) numbers.push((await say(one, opened, pages(0, 12), truthOf)).receipt.number);
    const first = await close(opened);
    expect(first.rows).toHaveLength(36);
    for (const row of first.rows)
      expect(row).toMatchObject({ state: 'held', judged: { score: { gold: false }, counted: true } });
    expect(first.sums.map(({ scored }) => scored)).toEqual([12, 12, 12]);
    const [waiting] = await ownLabels(scene, await people[0]!.openSession());
    expect(waiting).toMatchObject({ state: 'held', amount: '20000' });

    for (const one of people) await say(one, opened, pages(20, 6), truthOf);
    const second = await close(opened);
    expect(second.rows).toHaveLength(54);
    const [own, later] = [numbers[0]!, second.batches[0]!.number];
    expect(second.batches[0]?.key).toBe(first.batches.find(({ number }) => number === own)?.key);
    const rows = [...ofBatch(first, own), ...ofBatch(second, later)];
    const credit = creditBy(rows.map(scoreOf), 3_000_000);
    for (const row of [...ofBatch(second, own), ...ofBatch(second, later)])
      expect(row).toMatchObject({ state: 'paid', credit: `${credit}` });
  });

  test('a promised date ends the hold: paid by what is known, with nothing imagined', async () => {
    const opened = await scene.openCampaign({ ...judgedPolicy({ scored: 50, golds: 2 }), acceptByHours: 2 });
    const people = await crowd(scene, opened, 3);
    for (const one of people) await say(one, opened, pages(0, 12), truthOf);
    const first = await close(opened);
    expect(new Set(first.rows.map(({ state }) => state))).toEqual(new Set(['held']));
    await scene.context.db
      .updateTable('batches')
      .set({ accept_by: scene.context.now() })
      .where('campaign', '=', opened.campaign)
      .execute();
    const second = await close(opened);
    const mine = ofBatch(second, 0);
    const credit = creditBy(mine.map(scoreOf), 0);
    for (const row of mine) expect(row).toMatchObject({ state: 'paid', credit: credit.toString() });
    expect(credit).toBeLessThan(creditBy(mine.map(scoreOf), 3_000_000));
    expect(second.batches).toEqual([]);
  });
});

describe('golds', () => {
  /** Whether a relay that closes an epoch every second has something to say. */
  const isDueByTimer = () =>
    cutIsDue({ ...scene.context, epochSeconds: 1, now: () => scene.context.now() + 2 });

  test('live one epoch: committed while sure, opened with the labels that came after, retired', async () => {
    const opened = await scene.openCampaign(judgedPolicy({ scored: 0, golds: 3 }));
    const people = await crowd(scene, opened, 5);
    for (const one of people.slice(0, 3)) await say(one, opened, pages(0, 30), truthOf);
    const first = await close(opened, 'all');
    expect(first.golds.opened).toEqual([]);
    const held = first.rows.filter((row) => row.state === 'held' && row.judged === undefined);
    expect(held.length).toBe(3 * first.golds.committed.length);
    expect(first.golds.committed.length).toBeGreaterThan(15);
    expect(await closedOf(opened)).toHaveLength(30 - first.golds.committed.length);
    expect(await isDueByTimer()).toBe(true);
    const late = (await say(people[3]!, opened, pages(0, 30), truthOf)).receipt.number;
    const idleBatch = (await say(people[4]!, opened, pages(0, 30), idle)).receipt.number;

    const second = await close(opened);
    expect(second.golds.committed).toEqual([]);
    expect(await isDueByTimer()).toBe(false);
    expect(second.golds.opened.map((gold) => goldHash(gold)).sort()).toEqual(first.golds.committed);
    const refs = new Set<Hex>(second.golds.opened.map(({ ref }) => ref));
    for (const row of second.rows.filter(({ ref }) => refs.has(ref)))
      expect(row).toHaveProperty(
        row.state === 'held' ? 'judged.posterior.tone' : 'posterior.tone',
        1_000_000,
      );
    const golds = (number: number) =>
      ofBatch(second, number).filter((row) => row.state !== 'held' && row.score?.gold === true).length;
    expect(golds(late)).toBe(first.golds.committed.length);
    expect(ofBatch(second, late)[0]).toMatchObject({ state: 'paid' });
    expect(ofBatch(second, idleBatch)[0]).toMatchObject({ state: 'rejected', code: 'below-guess' });
    // Those who made the truth are not measured by it: they have met no gold, and wait for one.
    expect(ofBatch(second, 0)[0]).toMatchObject({ state: 'held', judged: { score: { gold: false } } });
  });

  test('what a revoked statement opened stays closed, and is opened again', async () => {
    const opened = await scene.openCampaign(judgedPolicy());
    const people = await crowd(scene, opened, 4);
    for (const one of people.slice(0, 3)) await say(one, opened, pages(0, 30), truthOf);
    const first = await close(opened, 'all');
    await say(people[3]!, opened, pages(0, 30), truthOf);
    await scene.stopWork();
    await dropEpoch(scene.context, await cutEpoch(scene.context), 'revoked', true);
    scene.startWork();
    const second = await close(opened);
    expect(second.golds.opened.map((gold) => goldHash(gold)).sort()).toEqual(first.golds.committed);
    expect(second.rows.every(({ state }) => state !== 'held')).toBe(true);
    expect(second.previous?.epoch).toBe(first.epoch);
  });
});
