import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readMissed } from '../../lib/protocol/label/missed-page.ts';
import type { CampaignFile, LabelRow } from '../../lib/protocol/ledger/statement.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { cutIsDue } from '../../relay/settlement/due.ts';
import { closed, crowd, judgedPolicy, pages, truthOf } from './judged-crowd.ts';
import { type Labeler, makeLabel, type Opened } from './labeler.ts';
import { passed } from './later.ts';
import { onChain } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { saidWhen, verifyingOf } from './verifying.ts';

/** A site: what an article's page answers, by its number. */
let site: Server;
let origin: string;
const met: string[] = [];
const real = pages(0, 24);
const [invented, forbidden] = [1000, 2000];
const statusOf = new Map<number, number>();

let scene: Scene;
const again = 6 * 3600;
beforeAll(async () => {
  site = createServer((request, response) => {
    met.push(request.url ?? '');
    const page = Number(request.url?.split('/').at(-1));
    const status = statusOf.get(page) ?? (page < invented ? 200 : page < forbidden ? 404 : 403);
    response.writeHead(status, { 'content-type': 'text/html' }).end('<p>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port }: Partial<AddressInfo> = Object(site.address());
  origin = `http://news.example:${port}`;
  scene = await makeScene();
  scene.context.confirming = {
    looking: {
      resolve: async () => ['127.0.0.1'],
      origins: new Set([origin]),
      agent: 'Glosa-relay',
      limit: 5000,
    },
    againSeconds: again,
    pauseMs: 0,
  };
});
afterAll(async () => {
  await scene.stop();
  site.closeAllConnections();
  site.close();
});
beforeEach(() => scene.startWork());
afterEach(async () => {
  await scene.stopWork();
  statusOf.clear();
});

const open = (given: Parameters<Scene['openCampaign']>[0] = judgedPolicy()) =>
  scene.openCampaign({ universe: { kind: 'pattern', patterns: [`${origin}/articles/*`] }, ...given });
const say = (one: Labeler, opened: Opened, list: number[], answer = truthOf) =>
  one.send(
    opened,
    list.map((page) => makeLabel(opened.campaign, `${origin}/articles/${page}`, answer(page))),
  );

/** Until looks have found so much of a campaign's tasks. */
async function looked(
  opened: Opened,
  found: { exists?: number; gone?: number; unknown?: number; missed?: number },
) {
  const count = async () => {
    const rows = await scene.context.db
      .selectFrom('confirmations')
      .select(['outcome', 'missed'])
      .where('campaign', '=', opened.campaign)
      .execute();
    const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
    return {
      exists: of('exists'),
      gone: of('gone'),
      unknown: of('unknown'),
      missed: rows.filter(({ missed }) => missed > 0).length,
    };
  };
  await expect.poll(count, { timeout: 30_000 }).toMatchObject(found);
}

/** Looks again as soon as it may. */
const hoursLater = () => passed(scene, again + 60);
const close = (opened: Opened) => closed(scene, opened);
const rejectedIn = ({ rows }: CampaignFile) =>
  rows.filter((row): row is Extract<LabelRow, { state: 'rejected' }> => row.state === 'rejected');
const isVerified = async (epoch: number) => {
  const report = await verifyEpoch(await verifyingOf(scene), epoch);
  expect([...report.faults, ...report.campaigns.flatMap(({ faults }) => faults)]).toEqual([]);
  return isRight(report);
};

/** Three people of whom an epoch has scored 24 labels each on pages that are there. */
async function known(opened: Opened): Promise<Labeler[]> {
  const people = await crowd(scene, opened, 3);
  for (const one of people) await say(one, opened, real);
  await looked(opened, { exists: real.length });
  const file = await close(opened);
  expect(file.rows.every(({ state }) => state === 'paid')).toBe(true);
  return people;
}

describe('pages that somebody invented', () => {
  test('are rejected with how they were looked for, twice, hours apart; nobody learns their address, and anybody verifies it', async () => {
    const opened = await open();
    const good = await known(opened);
    const before = await onChain(scene, opened.campaign);
    const ring = await crowd(scene, opened, 5);
    for (const one of ring) await say(one, opened, pages(invented, 4), () => 'up');
    await looked(opened, { missed: 4, gone: 0 });
    const once = await close(opened);
    expect(once.rows).toHaveLength(20);
    for (const row of once.rows) expect(row).toMatchObject({ state: 'held' });

    await hoursLater();
    await looked(opened, { gone: 4 });
    expect(met.filter((url) => url === `/articles/${invented}`)).toHaveLength(2);
    for (const one of good) await say(one, opened, pages(30, 6));
    await looked(opened, { exists: 30 });
    const file = await close(opened);
    const rejected = rejectedIn(file);
    expect(rejected).toHaveLength(20);
    for (const row of rejected) {
      expect(row).toMatchObject({ code: 'no-such-page', credit: '0', posterior: {}, counted: false });
      expect(row).not.toHaveProperty('score');
      expect(row).not.toHaveProperty('weight');
      const missed = readMissed(row.evidence);
      expect(missed).toMatchObject({ looks: 2, status: 404 });
      expect((missed?.last ?? 0) - (missed?.first ?? 0)).toBeGreaterThanOrEqual(again - 3600);
    }
    expect(JSON.stringify(file)).not.toContain('news.example');
    expect(file.rows.filter(({ state }) => state === 'paid')).toHaveLength(18);
    const paid = file.rows.reduce((sum, row) => sum + (row.state === 'paid' ? BigInt(row.credit) : 0n), 0n);
    expect((await onChain(scene, opened.campaign)).released - before.released).toBe(paid);
    expect(await isVerified(file.epoch)).toBe(true);

    // Who has only invented is as new as before, and the next epoch judges without what they said.
    const { newcomerOf, db } = scene.context;
    const inventor = ring[0]!.account.address;
    expect(await newcomerOf(db, opened.campaign, inventor, [inventor])).toBe(4);
    for (const one of good) await say(one, opened, pages(40, 6));
    await looked(opened, { exists: 36 });
    expect(await isVerified((await close(opened)).epoch)).toBe(true);
  });

  test('wait for others until the promised date, and are rejected then', async () => {
    const opened = await open();
    const good = await known(opened);
    const [alone] = await crowd(scene, opened, 1);
    await say(alone!, opened, [invented]);
    await looked(opened, { missed: 1 });
    await hoursLater();
    await looked(opened, { gone: 1 });
    await say(good[0]!, opened, [50]);
    const early = await close(opened);
    expect(rejectedIn(early)).toHaveLength(0);
    await passed(scene, 48 * 3600);
    const file = await close(opened);
    expect(rejectedIn(file)).toMatchObject([{ code: 'no-such-page' }]);
    expect(await isVerified(file.epoch)).toBe(true);
  });

  test('are told again when the epoch that said it was dropped', async () => {
    const opened = await open();
    await known(opened);
    const ring = await crowd(scene, opened, 5);
    for (const one of ring) await say(one, opened, [invented]);
    await looked(opened, { missed: 1 });
    await hoursLater();
    await looked(opened, { gone: 1 });
    await scene.stopWork();
    const dropped = await cutEpoch(scene.context);
    await dropEpoch(scene.context, dropped, 'in a test', false);
    scene.startWork();
    const file = await close(opened);
    expect(rejectedIn(file)).toHaveLength(5);
    expect(await isVerified(file.epoch)).toBe(true);
  });

  test('of a flat campaign cost nothing; its pages that are there are paid, and so are those that the relay may not see', async () => {
    const opened = await open({});
    const [good, bad] = await crowd(scene, opened, 2);
    await say(good!, opened, [1, 2, forbidden]);
    await say(bad!, opened, [invented, 3]);
    await looked(opened, { exists: 3, unknown: 1, missed: 1 });
    const first = await close(opened);
    expect(first.rows.map(({ state }) => state).sort()).toEqual(['held', 'paid', 'paid', 'paid', 'paid']);
    await hoursLater();
    await looked(opened, { gone: 1 });
    expect(await cutIsDue({ ...scene.context, epochSeconds: 1 })).toBe(true);
    const file = await close(opened);
    expect(rejectedIn(file)).toMatchObject([{ code: 'no-such-page' }]);
    expect(await isVerified(file.epoch)).toBe(true);
  });
});

describe('pages that are there', () => {
  test('wait until the relay has looked, not longer: that alone is worth an epoch', async () => {
    const opened = await open();
    const people = await crowd(scene, opened, 5);
    statusOf.set(7, 503);
    for (const one of people) await say(one, opened, [7, 8]);
    await looked(opened, { exists: 1, unknown: 1 });
    const first = await close(opened);
    expect(first.rows.map(({ state }) => state).sort()).toEqual([
      ...Array(5).fill('held'),
      ...Array(5).fill('paid'),
    ]);
    const due = () => cutIsDue({ ...scene.context, epochSeconds: 1 });
    await passed(scene, 2);
    expect(await due()).toBe(false);
    statusOf.clear();
    await passed(scene, 1000);
    await looked(opened, { exists: 2 });
    expect(await due()).toBe(true);
    expect((await close(opened)).rows.map(({ state }) => state)).toEqual(Array(5).fill('paid'));
  });

  test('that were away once are not rejected', async () => {
    const opened = await open();
    await known(opened);
    const people = await crowd(scene, opened, 5);
    statusOf.set(60, 404);
    for (const one of people) await say(one, opened, [60]);
    await looked(opened, { missed: 1 });
    statusOf.clear();
    await hoursLater();
    await looked(opened, { exists: real.length + 1 });
    expect((await close(opened)).rows.every(({ state }) => state === 'paid')).toBe(true);
  });

  test('and that the relay may not see are confirmed by two whose work is known, else held until their date and judged then', async () => {
    const opened = await open();
    const [one, two] = await known(opened);
    const [...strangers] = await crowd(scene, opened, 3);
    for (const who of strangers) await say(who, opened, pages(forbidden, 2));
    await say(one!, opened, [forbidden]);
    await looked(opened, { unknown: 2 });
    expect((await close(opened)).rows.every(({ state }) => state === 'held')).toBe(true);
    await say(two!, opened, [forbidden]);
    const vouched = await close(opened);
    expect(vouched.rows).toHaveLength(5);
    expect(vouched.rows.every(({ state }) => state === 'paid')).toBe(true);
    await passed(scene, 49 * 3600);
    const due = await close(opened);
    expect(due.rows).toHaveLength(3);
    for (const row of due.rows) expect(row).toMatchObject({ state: 'paid', score: { gold: false } });
    expect(await isVerified(due.epoch)).toBe(true);
  });

  test('though the relay misses them, are confirmed by two whose work is known', async () => {
    const opened = await open();
    const [one, two] = await known(opened);
    const strangers = await crowd(scene, opened, 3);
    for (const who of [...strangers, one!, two!]) await say(who, opened, [invented]);
    await looked(opened, { missed: 1 });
    await hoursLater();
    await looked(opened, { gone: 1 });
    const file = await close(opened);
    expect(file.rows).toHaveLength(5);
    expect(file.rows.every(({ state }) => state === 'paid')).toBe(true);
  });

  test('of a campaign of which the relay can see nothing are not rejected', async () => {
    const opened = await open();
    const people = await crowd(scene, opened, 5);
    for (const one of people) await say(one, opened, [invented]);
    await looked(opened, { missed: 1 });
    await hoursLater();
    await looked(opened, { gone: 1 });
    await passed(scene, 49 * 3600);
    expect((await close(opened)).rows.every(({ state }) => state === 'paid')).toBe(true);
  });

  test('that the requester has listed are not looked at', async () => {
    const opened = await open({
      ...judgedPolicy(),
      universe: { kind: 'list', addresses: [`${origin}/articles/${invented}`] },
    });
    const people = await crowd(scene, opened, 5);
    const before = met.length;
    for (const one of people) await say(one, opened, [invented]);
    await say(people[0]!, await openAndJoin(people[0]!), [61]);
    await expect.poll(() => met.slice(before)).toEqual(['/articles/61']);
    expect((await close(opened)).rows.every(({ state }) => state === 'paid')).toBe(true);
  });

  async function openAndJoin(one: Labeler): Promise<Opened> {
    const other = await open();
    await one.join(other);
    return other;
  }
});

describe('verification finds a relay that says of a page, untruly, that there is none', () => {
  test('and every form of it that can not be', async () => {
    const opened = await open();
    const good = await known(opened);
    const ring = await crowd(scene, opened, 5);
    for (const one of ring) await say(one, opened, [invented]);
    await looked(opened, { missed: 1 });
    await hoursLater();
    await looked(opened, { gone: 1 });
    for (const one of good) await say(one, opened, pages(70, 3));
    await looked(opened, { exists: real.length + 3 });
    const { epoch } = await close(opened);
    const work = await verifyingOf(scene);
    const said = (change: (file: CampaignFile) => void) => saidWhen(work, epoch, opened, change);
    const first = (file: CampaignFile) => rejectedIn(file)[0]!;
    const look = (evidence: string) =>
      said((file) => {
        for (const row of rejectedIn(file)) row.evidence = evidence;
      });
    const no = expect.stringContaining('no look at a page says');
    expect(await look('looks=1 status=404 first=1699999200 last=1700020800')).toContainEqual(no);
    expect(await look('looks=2 status=403 first=1699999200 last=1700020800')).toContainEqual(no);
    expect(await look('looks=2 status=404 first=1700020800 last=1699999200')).toContainEqual(no);
    expect(await look('looks=2 status=404 first=1700000001 last=1700020800')).toContainEqual(no);
    expect(await look('looks=2 status=404 first=1699999200 last=9999997200')).toContainEqual(no);
    expect(await look('scored=40 golds=0 sum=0 reached=0')).toContainEqual(no);
    const otherwise = expect.stringContaining('another label of its page is told otherwise');
    expect(
      await said((file) => {
        first(file).evidence = 'looks=3 status=404 first=1699999200 last=1700020800';
      }),
    ).toContainEqual(otherwise);
    expect(
      await said((file) => {
        const row = first(file);
        file.rows[file.rows.indexOf(row)] = { ...row, code: 'below-guess' };
      }),
    ).toContainEqual(otherwise);
    expect(
      await said((file) => {
        first(file).counted = true;
      }),
    ).toContainEqual(expect.stringContaining('counted is true'));
    expect(
      await said((file) => {
        first(file).score = { ppm: -1, gold: false };
      }),
    ).toContainEqual(expect.stringContaining('and it is judged'));
    // Of a page that people with standing have labeled, nobody can say it.
    const paid = (file: CampaignFile) => file.rows.filter((row) => row.state === 'paid');
    expect(
      await said((file) => {
        const { ref } = paid(file)[0]!;
        file.rows = file.rows.map((row) => {
          if (row.ref !== ref || row.state !== 'paid') return row;
          const { score: _, weight: __, appeal: ___, ...rest } = row;
          const { evidence } = first(file);
          return {
            ...rest,
            posterior: {},
            counted: false,
            state: 'rejected',
            credit: '0',
            code: 'no-such-page',
            evidence,
          };
        });
      }),
    ).toContainEqual(expect.stringContaining('people whose work is known have labeled its page'));
  });
});
