import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { exportedLabel } from '../../lib/protocol/api/export.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { filePath } from '../../lib/protocol/api/routes.ts';
import { type DatasetFile, datasetFile, weightLeafHash } from '../../lib/protocol/ledger/dataset.ts';
import { treeOf } from '../../lib/protocol/ledger/leaves.ts';
import type { CampaignFile, StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import type { Verifying } from '../../relay/bin/verify/verify-campaign.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import * as exportedWeights from '../../relay/db/migrations/0012-exported-weights.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import {
  altered,
  closeWith,
  crowd,
  idle,
  judgedPolicy,
  pages,
  say,
  truthOf,
  withGolds,
} from './judged-crowd.ts';
import { type Labeler, makeKey, type Opened } from './labeler.ts';
import { closedFor } from './later.ts';
import { fileOf, statementOf } from './reading.ts';
import { exported, progressOf, requesterSession } from './requester.ts';
import { day, makeScene, type Scene } from './scene.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
let opened: Opened;
/** Nobody labels it. */
let empty: Opened;
let people: Labeler[];
let keys: Hex[];
/** Settled with golds put off, then the rest of its labels paid, then final. */
const epochs: number[] = [];
let work: Verifying;

const million = 1_000_000;
const sumOf = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);

beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  const closes = { closes: scene.context.now() + 600 };
  opened = await scene.openCampaign({ ...judgedPolicy({ scored: 15, golds: 0 }), ...closes });
  empty = await scene.openCampaign(closes);
  people = await crowd(scene, opened, 5);
  // The first two are paid at one address.
  const shared = makeKey().address;
  const keysOf = people.map((one, at) => one.join(opened, at < 2 ? shared : one.payTo));
  keys = (await Promise.all(keysOf)).map(({ address }) => address);
  for (const one of people.slice(0, 3)) await say(one, opened, pages(0, 12), truthOf);
  epochs.push(await closeWith(scene, 'all'));
  for (const one of people.slice(0, 3)) await say(one, opened, pages(20, 12), truthOf);
  await say(people[3]!, opened, pages(20, 12), truthOf);
  await say(people[4]!, opened, [...pages(0, 12), ...pages(20, 12)], idle);
  epochs.push(await closeAfterRevoked());
  await closedFor(scene, opened, 3 * day);
  epochs.push(await closeAfterRevoked());
  work = await verifyingOf(scene);
});
afterAll(() => scene.stop());

/** An epoch that says again what a revoked one has said: nothing of that is owned twice. */
async function closeAfterRevoked(): Promise<number> {
  await scene.stopWork();
  return withGolds(scene, 'none', async () => {
    const revoked = await cutEpoch(scene.context);
    await dropEpoch(scene.context, revoked, 'revoked', true);
    scene.startWork();
    // The next is asked for already: asking once more could come too late for it, and close one of which nothing is said.
    await active(revoked + 1);
    return revoked + 1;
  });
}

async function active(epoch: number): Promise<void> {
  const epochs = scene.context.db.selectFrom('epochs').select('state').where('epoch', '=', epoch);
  while ((await epochs.executeTakeFirst())?.state !== 'active')
    await new Promise((resolve) => setTimeout(resolve, 50));
}

const entryOf = async (epoch: number, { campaign }: Opened): Promise<StatementEntry | undefined> =>
  (await statementOf(scene, epoch)).statement.entries.find((entry) => entry.campaign === campaign);

async function datasetOf(of: Opened): Promise<DatasetFile> {
  const entry = await entryOf(epochs[2]!, of);
  const read = parseJson(
    datasetFile,
    await (await scene.app.request(filePath(entry?.contentHash ?? ''))).text(),
  );
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

/** All files of the campaign, in their order. */
const files = async () => {
  const found: CampaignFile[] = [];
  for (const epoch of epochs)
    found.push((await fileOf(scene, (await statementOf(scene, epoch)).statement, opened.campaign)).file);
  return found;
};

describe('P10: what labelers own of a dataset is frozen when its campaign is final', () => {
  test('no epoch before names weights; the final entry names them, and the chain keeps that', async () => {
    for (const epoch of epochs.slice(0, 2))
      expect(await entryOf(epoch, opened)).toMatchObject({
        final: false,
        weightsRoot: zero32,
        contentHash: zero32,
      });
    const entry = await entryOf(epochs[2]!, opened);
    const dataset = await datasetOf(opened);
    expect(entry).toMatchObject({
      final: true,
      weightsRoot: treeOf(dataset.leaves, weightLeafHash, scene.context.keccak).root,
    });
    expect(dataset).toMatchObject({ campaign: opened.campaign, epoch: epochs[2], file: entry?.file });
    const { weightsRoot, contentHash } = await scene.publicClient.readContract({
      address: scene.config.ESCROW,
      abi: campaignEscrowAbi,
      functionName: 'dataset',
      args: [opened.campaign],
    });
    expect([weightsRoot, contentHash]).toEqual([entry?.weightsRoot, entry?.contentHash]);
  });

  test('a task’s labels own a million together; who answers without looking owns nothing', async () => {
    const rows = (await files()).flatMap((file) => file.rows);
    const last = new Map(rows.map((row) => [`${row.number}/${row.index}`, row]));
    const judged = [...last.values()].flatMap((row) => (row.state === 'held' ? [] : [row]));
    const tasks = Map.groupBy(judged, ({ ref }) => ref);
    expect(tasks.size).toBe(24);
    for (const ofTask of tasks.values()) expect(sumOf(ofTask.map(({ weight }) => weight ?? 0))).toBe(million);
    const { keys: owned, leaves, total } = await datasetOf(opened);
    const weights = new Map(owned.map(({ key, weight }) => [key, weight]));
    const [first = 0, second = 0, third = 0, fourth = 0] = keys.map((key) => weights.get(key) ?? 0);
    expect(weights.has(keys[4]!)).toBe(false);
    expect(Math.min(first, second, third)).toBeGreaterThan(fourth);
    expect(fourth).toBeGreaterThan(0);
    expect(total).toBe(24 * million);
    expect([sumOf(owned.map(({ weight }) => weight)), sumOf(leaves.map(([, weight]) => weight))]).toEqual([
      total,
      total,
    ]);
    expect(leaves.map(([, weight]) => weight).sort((a, b) => a - b)).toEqual(
      [first + second, third, fourth].sort((a, b) => a - b),
    );
  });

  test('the requester’s export says of every paid label what it owns, and of which dataset', async () => {
    const headers = await requesterSession(scene);
    const { contentHash } = (await entryOf(epochs[2]!, opened))!;
    const paid = async (query: Record<string, string>) =>
      (await exported(scene, headers, opened.campaign, query)).text
        .trim()
        .split('\n')
        .map((line) => parseJson(exportedLabel, line))
        .flatMap((read) => (read.ok && read.value.state === 'paid' ? [read.value] : []));
    const labels = await paid({});
    expect(labels.map(({ dataset }) => dataset)).toEqual(labels.map(() => contentHash));
    const { keys: owned, leaves, total } = await datasetOf(opened);
    const byKey = [...Map.groupBy(labels, ({ key }) => key)].map(([key, some]) => ({
      key,
      weight: sumOf(some.map(({ weight }) => weight ?? 0)),
    }));
    expect(byKey.filter(({ weight }) => weight > 0)).toEqual(expect.arrayContaining(owned));
    const { text } = await exported(scene, headers, opened.campaign, { format: 'csv' });
    expect(text.split('\r\n').filter((line) => line.endsWith(`,${contentHash}`))).toHaveLength(labels.length);
    // As it stood before the campaign was final, when nothing was frozen.
    const { at } = await exported(scene, headers, opened.campaign);
    const before = await paid({ at: at.replace(`.${epochs[2]}.`, `.${epochs[1]}.`) });
    expect(before.length).toBeGreaterThan(0);
    for (const label of before) expect(label).not.toHaveProperty('weight');

    expect(await progressOf(scene, headers, opened.campaign)).toMatchObject({
      state: 'final',
      dataset: { contentHash, labelersShare: opened.terms.labelersShare, owners: leaves.length, total },
    });
  });

  test('0012: a database of before finds the same in what it has', async () => {
    await scene.stopWork();
    const { db } = scene.context;
    const told = () =>
      sql`select l.batch, l.position, l.weight, c.campaign, c.dataset from labels l
        join batches b on b.id = l.batch join campaigns c using (campaign) order by 1, 2`.execute(db);
    const { rows } = await told();
    for (const table of ['settlements', 'labels'])
      await sql`alter table ${sql.table(table)} drop column weight`.execute(db);
    await sql`alter table campaigns drop column dataset`.execute(db);
    await exportedWeights.up(db);
    expect((await told()).rows).toEqual(rows);
  });

  test('a campaign without labels is final with nothing to own', async () => {
    expect(await datasetOf(empty)).toMatchObject({ total: 0, keys: [], leaves: [] });
    expect(await entryOf(epochs[2]!, empty)).toMatchObject({ final: true, weightsRoot: zero32 });
  });

  test('anybody computes every epoch again', async () => {
    for (const epoch of epochs) expect(isRight(await verifyEpoch(work, epoch))).toBe(true);
  });
});

interface Lie {
  entry: StatementEntry;
  file: CampaignFile;
  dataset: DatasetFile;
}

/** What verification says of an epoch in which the relay had said something else, with hashes that agree. */
async function saidWhen(epoch: number, change: (lie: Lie) => void): Promise<string[]> {
  const { statementHash } = (await work.chain.epoch(epoch))!;
  const statement = structuredClone(await work.files.statement(epoch, statementHash));
  const entry = statement.entries.find(({ campaign }) => campaign === opened.campaign)!;
  const file = structuredClone(await work.files.campaignFile(entry.file));
  const dataset = structuredClone(await datasetOf(opened));
  const { contentHash } = entry;
  change({ entry, file, dataset });
  const lying: Verifying['files'] = {
    ...work.files,
    statement: async (number, hash) => (number === epoch ? statement : work.files.statement(number, hash)),
    campaignFile: async (hash) => (hash === entry.file ? file : work.files.campaignFile(hash)),
    dataset: async (hash) => (hash === entry.contentHash ? dataset : work.files.dataset(hash)),
  };
  const report = await verifyEpoch({ ...work, files: lying }, epoch);
  expect(isRight(report) && contentHash === entry.contentHash).toBe(false);
  return report.campaigns.flatMap((one) => one.faults).map(({ where, detail }) => `${where}: ${detail}`);
}

/** Whether a receipt's batch is told in this file, or in one before it. What its number is says nothing of that. */
const isOf = ({ batches }: CampaignFile, receipt: number) => batches.some(({ number }) => number === receipt);

type PaidRow = Extract<CampaignFile['rows'][number], { state: 'paid' }>;

/** One that owns something. */
function paidRow({ rows }: CampaignFile, isMeant: (row: PaidRow) => boolean): PaidRow {
  for (const row of rows) if (row.state === 'paid' && row.weight !== undefined && isMeant(row)) return row;
  throw new Error('the file has no such row');
}

const lies: [what: string, epoch: number, (lie: Lie) => string][] = [
  [
    'a key’s weight, by a millionth',
    2,
    ({ dataset }) => {
      dataset.keys[0]!.weight += 1;
      return `weight ${dataset.keys[0]!.key}: it is ${dataset.keys[0]!.weight}, computed again`;
    },
  ],
  [
    'a key that is left out',
    2,
    ({ dataset }) => `weight ${dataset.keys.shift()!.key}: it is 0, computed again`,
  ],
  [
    'a key that labeled nothing',
    2,
    ({ dataset }) => {
      const key = altered(dataset.keys[0]!.key);
      dataset.keys.push({ key, weight: 5 });
      return `weight ${key}: it is 5, computed again 0`;
    },
  ],
  [
    'a key that stands twice',
    2,
    ({ dataset }) => {
      dataset.keys.push(dataset.keys[0]!);
      return `weight ${dataset.keys[0]!.key}: it stands twice`;
    },
  ],
  [
    'an address that nobody’s labels pay',
    2,
    ({ dataset }) => {
      dataset.leaves.push([altered(dataset.leaves[0]![0]), 7]);
      return `dataset ${opened.campaign}: its sum of leaves is`;
    },
  ],
  [
    'a part that is given to another address',
    2,
    ({ dataset }) => {
      dataset.leaves[0]![1] -= 1;
      dataset.leaves[1]![1] += 1;
      return `dataset ${opened.campaign}: its root is`;
    },
  ],
  [
    'the total',
    2,
    ({ dataset }) => {
      dataset.total += 1;
      return `dataset ${opened.campaign}: its total is`;
    },
  ],
  [
    'another file of the campaign',
    2,
    ({ dataset }) => {
      dataset.file = altered(dataset.file);
      return `dataset ${opened.campaign}: its file is`;
    },
  ],
  [
    'a final campaign without a dataset',
    2,
    ({ entry }) => {
      entry.contentHash = zero32;
      return `dataset ${opened.campaign}: the campaign is final without it`;
    },
  ],
  [
    'weights before it is final',
    1,
    ({ entry, dataset }) => {
      entry.weightsRoot = treeOf(dataset.leaves, weightLeafHash, scene.context.keccak).root;
      return `dataset ${opened.campaign}: it has weights before the campaign is final`;
    },
  ],
  [
    'what a label owns, by a millionth',
    1,
    ({ file }) => {
      const row = paidRow(file, ({ number }) => isOf(file, number));
      row.weight! += 1;
      return `label ${row.number}/${row.index}: its weight is`;
    },
  ],
  [
    'what a label owns, said otherwise when it is paid',
    1,
    ({ file }) => {
      const row = paidRow(file, ({ number }) => !isOf(file, number));
      row.weight! += 1;
      return `label ${row.number}/${row.index}: it`;
    },
  ],
];

describe('P11: a relay that gives other parts is found out', () => {
  test.each(lies)('%s', async (_, at, lie) => {
    let expected = '';
    const said = await saidWhen(epochs[at]!, (given) => {
      expected = lie(given);
    });
    expect(said).toContainEqual(expect.stringContaining(expected));
  });
});
