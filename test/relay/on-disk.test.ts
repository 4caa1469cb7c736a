import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { BatchAnswer } from '../../lib/protocol/api/batches.ts';
import { beginText } from '../../relay/db/transaction.ts';
import { progressReader } from '../../relay/progress/progress.ts';
import { startDatabase } from '../stand/database.ts';
import { readPostmaster } from '../stand/postmaster.ts';
import { gone } from '../stand/process.ts';
import { article, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

const scenes: Scene[] = [];
afterAll(async () => {
  for (const scene of scenes) await scene.stop();
});

/** A scene whose server writes nothing to disk by itself but what is waited for; and the folder of its data. */
async function makeLazyScene(): Promise<{ scene: Scene; dataDir: string }> {
  const scene = await makeScene();
  scenes.push(scene);
  const { db } = scene.context;
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') dir`.execute(db);
  for (const setting of [`wal_writer_delay = '10s'`, `wal_writer_flush_after = '1GB'`])
    await sql.raw(`alter system set ${setting}`).execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  return { scene, dataDir: rows[0]!.dir };
}

/** What the server that begins again there still has. */
async function afterwards<Row extends pg.QueryResultRow>(dataDir: string, query: string): Promise<Row[]> {
  const again = await startDatabase({ dir: dirname(dataDir), say: () => {} });
  const client = new pg.Client({ connectionString: again.url });
  try {
    await client.connect();
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
    await again.stop();
  }
}

/** The server and all its processes, at once: what is not written to its log then is lost. */
async function kill(dataDir: string): Promise<void> {
  const server = await readPostmaster(dataDir);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const isChild = async (pid: string) => {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[1] === String(server?.pid);
  };
  const children = [];
  for (const pid of pids) if (await isChild(pid)) children.push(Number(pid));
  for (const pid of [server!.pid, ...children]) process.kill(pid, 'SIGKILL');
  await gone(server!.pid, 5000);
}

const mayKillAll = process.platform === 'linux';

test.runIf(mayKillAll)(
  'P3 a receipt is signed when its labels are on disk: a server that is killed then has them all',
  async () => {
    const { scene, dataDir } = await makeLazyScene();
    const campaign = await scene.openCampaign({}, 10n ** 12n);
    const labelers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const labeler = makeLabeler(scene);
        await labeler.join(campaign);
        return labeler;
      }),
    );
    const answers: BatchAnswer[] = [];
    let goOn = true;
    const sending = labelers.map(async (labeler, who) => {
      for (let n = 0; goOn; n++) {
        const labels = [makeLabel(campaign.campaign, article(`${who}-${n}`))];
        const answer = await labeler.send(campaign, labels).catch(() => undefined);
        if (answer === undefined) break;
        answers.push(answer);
      }
    });
    await expect.poll(() => answers.length, { timeout: 30_000 }).toBeGreaterThan(40);
    const promised = [...answers];
    await kill(dataDir);
    goOn = false;
    await Promise.all(sending);

    const found = await afterwards<{ hash: string }>(
      dataDir,
      'select hash from batches join labels on batch = id where label is not null',
    );
    const kept = new Set(found.map(({ hash }) => hash));
    expect(promised.filter(({ receipt }) => !kept.has(receipt.batchHash))).toEqual([]);
  },
);

test.runIf(mayKillAll)(
  'up to where a relay has counted is on disk: it outlives the server, and counts on from there',
  async () => {
    const { scene, dataDir } = await makeLazyScene();
    const { campaign, terms } = await scene.openCampaign();
    const { db } = scene.context;
    const row = await db
      .selectFrom('campaigns')
      .selectAll()
      .where('campaign', '=', campaign)
      .executeTakeFirstOrThrow();
    // As ingest commits, before anybody waits for it.
    await sql.raw(`${beginText}; update campaigns set next_number = next_number + 7; commit`).execute(db);
    await progressReader(scene.context)(row, terms);
    await kill(dataDir);
    const [kept] = await afterwards(dataDir, 'select next_number from campaigns');
    expect(Number(kept?.next_number)).toBe(row.next_number + 7);
  },
);
