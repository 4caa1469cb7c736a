import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openDatabase, openIngestPool, openPool } from '../../relay/db/database.ts';
import { alone } from '../../relay/db/locks.ts';
import { startDatabase } from '../stand/database.ts';
import { makeTempFolder } from '../stand/temp.ts';

test('a server that goes away between two queries of a lent connection ends the work, not the process', async () => {
  const folder = await makeTempFolder('connections');
  const { url, stop } = await startDatabase({ dir: folder.dir, say: () => {} });
  const db = openDatabase(url);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  try {
    const work = alone(db, 'watch', async () => {
      await other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      // What the server says of it arrives while nobody asks anything: an error that nobody hears ends a process.
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await expect(work).rejects.toThrow();
    const { rows } = await sql<{ one: number }>`select 1 one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
  } finally {
    await other.end();
    await db.destroy();
    await stop();
    await folder.stop();
  }
});

test('a session whose machine is gone without a word is given up in half a minute, and its locks with it', async () => {
  const folder = await makeTempFolder('keepalives');
  const { url, stop } = await startDatabase({ dir: folder.dir, say: () => {} });
  const pools = [openPool(url, 2), openIngestPool(url)];
  try {
    for (const pool of pools) {
      const seconds = async (name: string) =>
        Number(Object.values((await pool.query(`show ${name}`)).rows[0])[0]);
      const [idle, interval, count] = [
        await seconds('tcp_keepalives_idle'),
        await seconds('tcp_keepalives_interval'),
        await seconds('tcp_keepalives_count'),
      ];
      expect(idle + interval * count).toBeLessThanOrEqual(30);
    }
    expect((await pools[1]!.query('show plan_cache_mode')).rows).toEqual([
      { plan_cache_mode: 'force_generic_plan' },
    ]);
  } finally {
    for (const pool of pools) await pool.end();
    await stop();
    await folder.stop();
  }
});
