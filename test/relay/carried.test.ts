import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { migrate } from '../../relay/db/migrate.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { type Labeler, makeKey, type Opened } from './labeler.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { saidWhen, verifyingOf } from './verifying.ts';

let scene: Scene;
let [before, opened]: Opened[] = [];
const files: CampaignFile[] = [];
/**
 * Campaign keys of somebody with a good record, of one who is right half of the time, of a newcomer, and of one with a good
 * record who counts as one with somebody without.
 */
let keys: Record<'good' | 'fair' | 'fresh' | 'linked', Hex>;

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  before = await scene.openCampaign(judgedPolicy());
  opened = await scene.openCampaign(judgedPolicy());
  const people = await crowd(scene, before, 5);
  const half = (page: number) => truthOf(page + (page % 5 < 2 ? 1 : 0));
  for (const from of [0, 30]) {
    for (const [who, one] of people.entries())
      await say(one, before, pages(from, 30), who === 4 ? half : truthOf);
    await closed(scene, before);
  }
  const wallet = makeKey();
  for (const one of [await joined(scene, before), people[1]!]) {
    await one.as(wallet).join(before);
    await one.name(wallet.address);
  }
  const fresh = await joined(scene, opened);
  const keyOf = async (one: Labeler) => (await one.join(opened!)).address;
  for (const one of people) await one.join(opened);
  keys = {
    good: await keyOf(people[0]!),
    fair: await keyOf(people[4]!),
    fresh: await keyOf(fresh),
    linked: await keyOf(people[1]!),
  };
  for (const one of [fresh, people[0]!, people[1]!, people[4]!]) await say(one, opened, pages(0, 4), truthOf);
  // A revoked statement binds nobody: the next one says what keys begin with.
  await scene.stopWork();
  await dropEpoch(scene.context, await cutEpoch(scene.context), 'revoked', true);
  scene.startWork();
  files.push(await closed(scene, opened));
  for (const one of [fresh, people[0]!, people[1]!, people[4]!]) await say(one, opened, pages(9, 3), truthOf);
  files.push(await closed(scene, opened));
});
afterAll(() => scene.stop());

const sumsOf = (file: CampaignFile, key: Hex) => file.sums.find((one) => one.key === key)!;

describe('skill that is carried from other campaigns', () => {
  test('is coarse, and stands in the first sums of a key and in all that follow', () => {
    for (const file of files) {
      for (const key of [keys.good, keys.linked])
        expect(sumsOf(file, key).prior).toEqual({ sum: 7_000_000, count: 10 });
      expect(sumsOf(file, keys.fair).prior).toBeUndefined();
      expect(sumsOf(file, keys.fresh).prior).toBeUndefined();
    }
    const { sum, scored, reached } = sumsOf(files[0]!, keys.good);
    expect(reached).toBe(Math.floor((sum + 7_000_000) / (scored + 10) / 100));
  });

  test('is nothing to keys of which statements spoke before there was such a thing', async () => {
    const { db } = scene.context;
    const [old, other] = [await scene.openCampaign(judgedPolicy()), await scene.openCampaign(judgedPolicy())];
    const people = await crowd(scene, old, 3);
    for (const one of people) await say(one, old, pages(0, 3), truthOf);
    await closed(scene, old);
    // What a relay of before has kept of it.
    await db.deleteFrom('priors').where('campaign', '=', old.campaign).execute();
    await sql`delete from migrations where name = '0014-first-priors'`.execute(db);
    for (const one of people) await one.join(other);
    for (const from of [0, 30]) {
      for (const one of people) await say(one, other, pages(from, 30), truthOf);
      await closed(scene, other);
    }
    await migrate(db);
    for (const one of people) await say(one, old, pages(9, 3), truthOf);
    const file = await closed(scene, old);
    expect(file.sums.map(({ prior }) => prior)).toEqual([undefined, undefined, undefined]);
    expect(isRight(await verifyEpoch(await verifyingOf(scene), file.epoch))).toBe(true);
  });

  test('is what anybody computes again', async () => {
    for (const { epoch } of files)
      expect(isRight(await verifyEpoch(await verifyingOf(scene), epoch))).toBe(true);
  });

  const lies: [what: string, at: number, lie: (file: CampaignFile) => string][] = [
    [
      'more than any key begins with',
      0,
      (file) => {
        sumsOf(file, keys.fresh).prior = { sum: 10_000_000, count: 10 };
        return `sum ${keys.fresh}: no key begins with 10000000/10`;
      },
    ],
    [
      'a record that nobody could shake',
      0,
      (file) => {
        sumsOf(file, keys.fresh).prior = { sum: 70_000_000, count: 100 };
        return `sum ${keys.fresh}: no key begins with 70000000/100`;
      },
    ],
    [
      'one that is changed later',
      1,
      (file) => {
        sumsOf(file, keys.fresh).prior = { sum: 7_000_000, count: 10 };
        return `sum ${keys.fresh}: it began with 3000000/10, and now 7000000/10`;
      },
    ],
    [
      'one that is taken away',
      1,
      (file) => {
        delete sumsOf(file, keys.good).prior;
        return `sum ${keys.good}: it began with 7000000/10, and now 3000000/10`;
      },
    ],
    [
      'one that is said and not paid by',
      0,
      (file) => {
        sumsOf(file, keys.fresh).prior = { sum: 5_000_000, count: 10 };
        return `sum ${keys.fresh}: it is `;
      },
    ],
  ];
  test.each(lies)('P11: %s is found out', async (_, at, lie) => {
    let expected = '';
    const said = await saidWhen(await verifyingOf(scene), files[at]!.epoch, opened!, (file) => {
      expected = lie(file);
    });
    expect(said.filter((line) => line.startsWith(expected))).not.toEqual([]);
  });
});
