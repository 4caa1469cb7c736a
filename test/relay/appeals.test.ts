import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appealAnswer } from '../../lib/protocol/api/appeals.ts';
import { catalogue } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { filterWidth, isInFilter } from '../../lib/protocol/api/task-filter.ts';
import type { CampaignFile, LabelRow } from '../../lib/protocol/ledger/statement.ts';
import { appealHash, appealReceiptHash } from '../../lib/protocol/signed/appeal.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { currentMark, markText } from '../../relay/export/mark.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { cutIsDue } from '../../relay/settlement/due.ts';
import { altered, closed, crowd, idle, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { article, type Labeler, makeKey, type Opened } from './labeler.ts';
import { onChain, ownLabels } from './reading.ts';
import { exported, requesterSession } from './requester.ts';
import { makeScene, type Scene } from './scene.ts';
import { saidWhen, verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(async () => {
  scene.skew.seconds = 0;
  await scene.stopWork();
});

const price = 20_000n;
const hours = 48;
const close = (opened: Opened) => closed(scene, opened);
const lieOf = (page: number) => truthOf(page + 1);
const taskOf = ({ campaign }: Opened, page: number) => taskId(campaign, pageTargetOf(article(page)));

interface Wronged {
  opened: Opened;
  /** Says what is true, and is outvoted. */
  honest: Labeler;
  /** Says the same everywhere. */
  lazy: Labeler;
  honestNumber: number;
  lazyNumber: number;
  file: CampaignFile;
}

/** Three who agree on a lie make the truth of twelve pages; who said otherwise is rejected. */
async function wronged(deposit?: bigint): Promise<Wronged> {
  const opened = await scene.openCampaign(judgedPolicy(), deposit);
  const [honest, lazy, ...ring] = await crowd(scene, opened, 5);
  if (honest === undefined || lazy === undefined) throw new Error('nobody');
  for (const one of ring) await say(one, opened, pages(0, 12), lieOf);
  const honestNumber = (await say(honest, opened, pages(0, 12), truthOf)).receipt.number;
  const lazyNumber = (await say(lazy, opened, pages(0, 12), idle)).receipt.number;
  return { opened, honest, lazy, honestNumber, lazyNumber, file: await close(opened) };
}

const rowOf = ({ rows }: CampaignFile, number: number, index: number) =>
  rows.find((row) => row.number === number && row.index === index);
const listed = async ({ campaign }: Opened) => {
  const read = parseJson(catalogue, await (await scene.app.request('/v1/campaigns')).text());
  if (!read.ok) throw new Error(read.detail);
  const found = read.value.campaigns.find((one) => one.campaign === campaign);
  if (found === undefined) throw new Error('not listed');
  return found;
};
const freeOf = async (opened: Opened) => BigInt((await listed(opened)).funding.free);
const codeOf = ({ text }: { text: string }) => /"code":"([a-z-]+)"/.exec(text)?.[1];

describe('an appeal', () => {
  test('is won or lost by people who label the page again and can not tell it from any other', async () => {
    const { opened, honest, lazy, honestNumber, lazyNumber, file } = await wronged();
    expect(rowOf(file, honestNumber, 0)).toMatchObject({ state: 'rejected', score: { gold: false } });
    const free = await freeOf(opened);
    const answer = await honest.appeal(opened, honestNumber, 0);
    expect(answer.status).toBe(200);
    expect((await lazy.appeal(opened, lazyNumber, 1)).status).toBe(200);
    expect(await freeOf(opened)).toBe(free);
    const { closedTasks } = await listed(opened);
    expect(closedTasks).toHaveLength(10 * filterWidth);
    for (const page of [0, 1]) expect(isInFilter(closedTasks, taskOf(opened, page))).toBe(false);

    // Labeled among pages that nobody has appealed: the same receipts, and rows that say nothing else.
    const others = await crowd(scene, opened, 3);
    const numbers: number[] = [];
    for (const one of others) numbers.push((await say(one, opened, [0, 1, 20, 21], truthOf)).receipt.number);
    const [own] = await ownLabels(scene, await others[0]!.openSession());
    expect(own).toMatchObject({ state: 'received', amount: `${price}` });
    // Six labels of pages 20 and 21 are paid from the campaign, the others from its reserve.
    expect(await freeOf(opened)).toBe(free - 6n * price);

    const decided = await close(opened);
    const refs = new Set(file.rows.map(({ ref }) => ref));
    const fresh = decided.rows.filter(({ number }) => numbers.includes(number));
    expect(fresh).toHaveLength(12);
    for (const row of fresh) {
      expect(refs).not.toContain(row.ref);
      expect(row).toMatchObject({ state: 'paid', posterior: { tone: expect.any(Number) } });
      expect(row).not.toHaveProperty('appeal');
    }
    const won = rowOf(decided, honestNumber, 0);
    const lost = rowOf(decided, lazyNumber, 1);
    const before = rowOf(file, lazyNumber, 1);
    expect(won).toMatchObject({ state: 'paid', credit: `${price}`, appeal: { outcome: 'won' } });
    expect(lost).toEqual({
      ...before,
      appeal: { outcome: 'lost', ref: expect.any(String), signature: expect.any(String) },
    });
    expect(fresh.filter(({ ref }) => won?.state === 'paid' && ref === won.appeal?.ref)).toHaveLength(3);
    // The answers of pages 0 and 1 were divided when they were settled; whoever labels them again owns nothing of them.
    const again = [won, lost].map((row) => row?.state !== 'held' && row?.appeal?.ref);
    for (const [ref, some] of Map.groupBy(fresh, (row) => row.ref))
      expect(some.reduce((sum, row) => sum + ((row.state === 'paid' && row.weight) || 0), 0)).toBe(
        again.includes(ref) ? 0 : 1_000_000,
      );

    const [first] = await ownLabels(scene, await honest.openSession());
    expect(first).toMatchObject({ state: 'paid', amount: `${price}` });
    const { released } = await onChain(scene, opened.campaign);
    const credits = [...file.rows, ...decided.rows].reduce(
      (sum, row) => sum + (row.state === 'paid' ? BigInt(row.credit) : 0n),
      0n,
    );
    expect(released).toBe(credits);
    const { closedTasks: after } = await listed(opened);
    expect(isInFilter(after, taskOf(opened, 0))).toBe(true);
  });

  test('has an answer that the relay has signed, and again the same one', async () => {
    const { opened, honest, honestNumber: number } = await wronged();
    const first = await honest.appeal(opened, number, 3);
    const read = parseJson(appealAnswer, first.text);
    if (!read.ok) throw new Error(read.detail);
    const { signature, ...promise } = read.value;
    const { place, signerOf } = scene.context;
    const appeal = appealHash(place, { campaign: opened.campaign, number, index: 3 });
    const info = JSON.parse(await (await scene.app.request('/v1/relay')).text());
    expect(await signerOf(appealReceiptHash(place, { appealHash: appeal, ...promise }), signature)).toBe(
      info.receiptKey,
    );
    scene.skew.seconds = 100;
    expect((await honest.appeal(opened, number, 3)).text).toBe(first.text);
  });

  test('is for a rejected label that its page speaks against, by the key that signed it, in time, three at once', async () => {
    const { opened, honest, lazy, honestNumber, lazyNumber, file } = await wronged();
    expect(codeOf(await honest.appeal(opened, honestNumber, 0, makeKey()))).toBe('bad-signature');
    expect(codeOf(await lazy.appeal(opened, honestNumber, 0))).toBe('bad-signature');
    const gone = await wronged();
    await gone.honest.revoke(gone.honest.device.address);
    expect(codeOf(await gone.honest.appeal(gone.opened, gone.honestNumber, 0))).toBe('revoked');
    expect(codeOf(await honest.appeal(opened, honestNumber, 77))).toBe('not-appealable');
    expect(codeOf(await honest.appeal({ ...opened, campaign: altered(opened.campaign) }, 0, 0))).toBe(
      'unknown-campaign',
    );
    // On page 2 the lie is what the lazy one says everywhere.
    expect(rowOf(file, lazyNumber, 2)).toMatchObject({ state: 'rejected' });
    expect(codeOf(await lazy.appeal(opened, lazyNumber, 2))).toBe('not-appealable');
    for (const page of [0, 1, 2]) expect((await honest.appeal(opened, honestNumber, page)).status).toBe(200);
    expect(codeOf(await honest.appeal(opened, honestNumber, 3))).toBe('appeals-used');
    scene.skew.seconds = hours * 3600 + 60;
    expect(codeOf(await lazy.appeal(opened, lazyNumber, 0))).toBe('not-appealable');
  });

  test('is taken while the reserve pays for all of it, and takes nothing else', async () => {
    // A twentieth pays for one label and five that judge it, not for twice that.
    const { opened, honest, honestNumber } = await wronged(4_000_000n);
    const free = await freeOf(opened);
    expect((await honest.appeal(opened, honestNumber, 0)).status).toBe(200);
    expect(codeOf(await honest.appeal(opened, honestNumber, 1))).toBe('appeals-unfunded');
    expect(await freeOf(opened)).toBe(free);
  });

  test('is not taken by a campaign that has no money for labels, since nobody is shown it; once it has, it is', async () => {
    const { opened, honest, honestNumber } = await wronged();
    const { db } = scene.context;
    const reserved = async (amount: bigint) => {
      await db
        .updateTable('campaigns')
        .set((set) => ({ reserved: set('reserved', '+', amount) }))
        .where('campaign', '=', opened.campaign)
        .execute();
    };
    const free = await freeOf(opened);
    await reserved(free - price + 1n);
    await expect(listed(opened)).rejects.toThrow('not listed');
    expect(codeOf(await honest.appeal(opened, honestNumber, 0))).toBe('appeals-unfunded');
    expect(await boundOf(opened)).toBe(0n);
    await reserved(-(free - price + 1n));
    expect((await honest.appeal(opened, honestNumber, 0)).status).toBe(200);
  });

  test('lapses when nobody labels the page again, and gives its place back', async () => {
    const { opened, honest, honestNumber, file } = await wronged();
    for (const page of [0, 1, 2]) await honest.appeal(opened, honestNumber, page);
    const waiting = await close(opened).catch(() => undefined);
    expect(waiting).toBeUndefined();
    const isDue = () => cutIsDue({ ...scene.context, epochSeconds: 1, now: () => scene.context.now() + 2 });
    expect(await isDue()).toBe(false);
    await scene.context.db
      .updateTable('reopened')
      .set({ until: scene.context.now() })
      .where('campaign', '=', opened.campaign)
      .execute();
    expect(await isDue()).toBe(true);
    const lapsed = await close(opened);
    expect(lapsed.rows).toHaveLength(3);
    expect(rowOf(lapsed, honestNumber, 0)).toEqual({
      ...rowOf(file, honestNumber, 0),
      appeal: { outcome: 'lapsed', ref: expect.any(String), signature: expect.any(String) },
    });
    expect(isInFilter((await listed(opened)).closedTasks, taskOf(opened, 0))).toBe(true);
    expect((await honest.appeal(opened, honestNumber, 3)).status).toBe(200);
    expect(await boundOf(opened)).toBe(6n * price);
  });

  test('of a page that was labeled again is judged by the same labels', async () => {
    const { opened, honest, lazy, honestNumber, lazyNumber } = await wronged();
    await honest.appeal(opened, honestNumber, 1);
    for (const one of await crowd(scene, opened, 3)) await say(one, opened, [1, 20], truthOf);
    const first = await close(opened);
    expect((await lazy.appeal(opened, lazyNumber, 1)).status).toBe(200);
    expect(isInFilter((await listed(opened)).closedTasks, taskOf(opened, 1))).toBe(true);
    const headers = await requesterSession(scene);
    const formats = ['jsonl', 'csv', 'truth-jsonl', 'csv-side-car', 'label-studio'] as const;
    const read = async (at: string) =>
      Promise.all(
        formats.map(async (format) => (await exported(scene, headers, opened.campaign, { format, at })).text),
      );
    const at = markText(await currentMark(scene.context, opened.campaign));
    const before = await read(at);
    const second = await close(opened);
    expect(await read(at)).toEqual(before);
    const [one, other] = [rowOf(first, honestNumber, 1), rowOf(second, lazyNumber, 1)].map(
      (row) => row?.state !== 'held' && row?.appeal,
    );
    expect(one).toMatchObject({ outcome: 'won' });
    expect(other).toMatchObject({ outcome: 'lost', ref: Object(one).ref });
    expect(await boundOf(opened)).toBe(0n);
    const work = await verifyingOf(scene);
    for (const { epoch } of [first, second]) expect(await verifyEpoch(work, epoch)).toSatisfy(isRight);
  });

  test('of many at once no more are taken than the reserve pays for, and each once', async () => {
    const { opened, honest, honestNumber } = await wronged(4_000_000n);
    const answers = await Promise.all(
      [0, 1, 2, 0, 1, 2].map((page) => honest.appeal(opened, honestNumber, page)),
    );
    const taken = answers.filter(({ status }) => status === 200);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    expect(taken).toHaveLength(2);
    expect(await boundOf(opened)).toBe(6n * price);
  });

  test('keeps its place until what the statement says of it can not be revoked any more', async () => {
    const { opened, honest, honestNumber } = await wronged();
    for (const page of [0, 1, 2]) await honest.appeal(opened, honestNumber, page);
    const { campaign } = opened;
    const { db, now } = scene.context;
    await db.updateTable('reopened').set({ until: now() }).where('campaign', '=', campaign).execute();
    await scene.stopWork();
    const epoch = await cutEpoch(scene.context);
    expect(codeOf(await honest.appeal(opened, honestNumber, 3))).toBe('appeals-used');
    await dropEpoch(scene.context, epoch, 'revoked', true);
    scene.startWork();
    await close(opened);
    expect((await honest.appeal(opened, honestNumber, 3)).status).toBe(200);
  });

  test('is not taken by a relay that can not sign for it', async () => {
    const { opened, honest, honestNumber } = await wronged();
    const { db } = scene.context;
    const key = async (receipt_key: `0x${string}`) => {
      await db.updateTable('epochs').set({ receipt_key }).where('state', '=', 'open').execute();
    };
    const { receipt_key: own } = await db
      .selectFrom('epochs')
      .select('receipt_key')
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    await key(makeKey().address);
    const answer = await honest.appeal(opened, honestNumber, 0);
    await key(own!);
    expect(codeOf(answer)).toBe('unavailable');
    expect(await boundOf(opened)).toBe(0n);
  });

  test('that a revoked statement decided is decided again', async () => {
    const { opened, honest, honestNumber } = await wronged();
    await honest.appeal(opened, honestNumber, 0);
    for (const one of await crowd(scene, opened, 3)) await say(one, opened, [0, 20], truthOf);
    await scene.stopWork();
    await dropEpoch(scene.context, await cutEpoch(scene.context), 'revoked', true);
    scene.startWork();
    const decided = await close(opened);
    expect(rowOf(decided, honestNumber, 0)).toMatchObject({ state: 'paid', appeal: { outcome: 'won' } });
    expect(await boundOf(opened)).toBe(0n);
  });
});

const boundOf = async ({ campaign }: Opened) =>
  (
    await scene.context.db
      .selectFrom('campaigns')
      .select('appeals_bound')
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow()
  ).appeals_bound;

describe('while labels can be appealed', () => {
  test('some pages that wait for labels are called closed for a while, so that what opens again is mostly those', async () => {
    const opened = await scene.openCampaign(judgedPolicy());
    const [lazy, ...good] = await crowd(scene, opened, 4);
    for (const one of good) await say(one, opened, pages(0, 12), truthOf);
    await say(good[0]!, opened, pages(30, 20), truthOf);
    await say(lazy!, opened, pages(0, 12), idle);
    await close(opened);
    const waiting = pages(30, 20).map((page) => taskOf(opened, page));
    const resting = async () => {
      const { closedTasks } = await listed(opened);
      return waiting.filter((task) => isInFilter(closedTasks, task));
    };
    expect(await resting()).toHaveLength(5);
    const [task] = await resting();
    const page = pages(30, 20).find((one) => taskOf(opened, one) === task)!;
    expect((await say(good[1]!, opened, [page], truthOf)).refused).toEqual([]);
    scene.skew.seconds = (hours / 2) * 3600 + 60;
    expect(await resting()).toEqual([]);
  });
});

describe('P11: what a relay says of an appeal that does not follow is named', () => {
  let decided: CampaignFile;
  let given: Wronged;
  let work: Awaited<ReturnType<typeof verifyingOf>>;
  beforeAll(async () => {
    scene.startWork();
    given = await wronged();
    await given.honest.appeal(given.opened, given.honestNumber, 0);
    await given.lazy.appeal(given.opened, given.lazyNumber, 1);
    for (const one of await crowd(scene, given.opened, 3)) await say(one, given.opened, [0, 1, 20], truthOf);
    decided = await close(given.opened);
    work = await verifyingOf(scene);
    await scene.stopWork();
  });

  test('an honest epoch with one won and one lost is right', async () => {
    const report = await verifyEpoch(work, decided.epoch);
    expect([report.faults, report.campaigns.flatMap(({ faults }) => faults)]).toEqual([[], []]);
  });

  type Settled = Exclude<LabelRow, { state: 'held' }>;
  type Lie = (
    won: Extract<Settled, { state: 'paid' }>,
    lost: Extract<Settled, { state: 'rejected' }>,
    file: CampaignFile,
  ) => string;
  const lies: [what: string, lie: Lie][] = [
    [
      'a won appeal that is called lost',
      (won, _, file) => {
        const { credit: __, appeal, ...row } = won;
        const { evidence } = { evidence: 'scored=12' };
        file.rows[file.rows.indexOf(won)] = {
          ...row,
          state: 'rejected',
          credit: '0',
          code: 'below-guess',
          evidence,
          appeal: { ...appeal!, outcome: 'lost' },
        };
        return 'its appeal is lost, computed again won';
      },
    ],
    [
      'a lost appeal that is paid',
      (_, lost, file) => {
        const { code: __, evidence: ___, appeal, ...row } = lost;
        file.rows[file.rows.indexOf(lost)] = {
          ...row,
          state: 'paid',
          credit: row.price,
          appeal: { ...appeal!, outcome: 'won' },
        };
        return 'its appeal is won, computed again lost';
      },
    ],
    [
      'a won appeal that is paid in part',
      (won) => {
        won.credit = '1';
        return `after its appeal it is paid 1, computed again paid ${price}`;
      },
    ],
    [
      'an appeal that nobody signed',
      (won) => {
        won.appeal!.signature = altered(won.appeal!.signature);
        return 'its appeal is not signed by its key';
      },
    ],
    [
      'another page for the one that was appealed',
      (won, lost) => {
        won.appeal!.ref = lost.ref;
        return 'its own key labeled its task again';
      },
    ],
    [
      'a lapse though people came',
      (_, lost) => {
        lost.appeal!.outcome = 'lapsed';
        return 'its appeal is lapsed, computed again lost';
      },
    ],
    [
      'other evidence after it',
      (_, lost) => {
        lost.evidence = 'scored=1';
        return 'after its appeal it is rejected below-guess scored=1';
      },
    ],
    [
      'a second settlement without an appeal',
      (won) => {
        delete won.appeal;
        return 'it was settled before';
      },
    ],
  ];
  test.each(lies)('%s', async (_, lie) => {
    let expected = '';
    let where = '';
    const said = await saidWhen(work, decided.epoch, given.opened, (file) => {
      const won = rowOf(file, given.honestNumber, 0);
      const lost = rowOf(file, given.lazyNumber, 1);
      if (won?.state !== 'paid' || lost?.state !== 'rejected') throw new Error('no appeals');
      expected = lie(won, lost, file);
      where = [`label ${given.honestNumber}/0`, `label ${given.lazyNumber}/1`].join('|');
    });
    expect(said).toContainEqual(expect.stringMatching(new RegExp(`^(${where}): .*${expected}`)));
  });

  test('a part of the dataset for a label that decides it', async () => {
    const said = await saidWhen(work, decided.epoch, given.opened, (file) => {
      const won = rowOf(file, given.honestNumber, 0);
      for (const row of file.rows)
        if (row.state === 'paid' && won?.state === 'paid' && row.ref === won.appeal?.ref)
          row.weight = 333_333;
    });
    expect(said).toContainEqual(expect.stringMatching(/^label .*: its weight is 333333, judged again 0$/));
  });

  test('more than the reserve', async () => {
    const { chain } = work;
    const poor = {
      ...work,
      chain: { ...chain, campaign: async () => ({ deposited: 20n * 3n * price, openedAt: 0 }) },
    };
    const { campaigns } = await verifyEpoch(poor, decided.epoch);
    expect(campaigns.flatMap(({ faults }) => faults)).toMatchObject([
      { detail: expect.stringMatching(/^appeals have cost [0-9]+ of /) },
    ]);
  });

  test('an appeal of a label that was paid', async () => {
    const paid = given.file.rows.find((row) => row.state === 'paid')!;
    const said = await saidWhen(work, decided.epoch, given.opened, (file) => {
      const won = rowOf(file, given.honestNumber, 0);
      if (won?.state !== 'paid' || paid.state !== 'paid') throw new Error('no appeal');
      file.rows.push({ ...paid, credit: paid.price, appeal: won.appeal! });
    });
    expect(said).toContainEqual(`label ${paid.number}/${paid.index}: it could not be appealed`);
  });
});
