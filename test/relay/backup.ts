import { execFile } from 'node:child_process';
import { appendFile, chown, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** One PostgreSQL server's folder: `data`, its `password`, and `archive` for the write-ahead log. */
const archiveOf = (dir: string) => join(dir, 'archive');

async function ask<Row extends pg.QueryResultRow>(url: string, ...texts: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const text of texts) ({ rows } = await client.query<Row>(text));
    return rows;
  } finally {
    await client.end();
  }
}

/** Has the server keep its write-ahead log, from its next start on. */
export async function keepLog(url: string, dir: string): Promise<void> {
  const archive = archiveOf(dir);
  await ask(
    url,
    'alter system set archive_mode = on',
    `alter system set archive_command = 'mkdir -p ${archive} && cp %p ${archive}/%f'`,
  );
}

/** A base backup of a server that goes on serving: PostgreSQL's low-level way, since pg_basebackup does not come from npm. */
export async function backUp(url: string, dir: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('test', true)`);
    await run('cp', ['-a', dir, to]);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
    const data = join(to, 'data');
    await rm(join(data, 'postmaster.pid'), { force: true });
    await rm(join(to, 'archive'), { recursive: true, force: true });
    for (const file of await readdir(join(data, 'pg_wal'), { withFileTypes: true }))
      if (file.isFile()) await rm(join(data, 'pg_wal', file.name));
    await own(data, 'backup_label', rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
}

/** Waits until all that is committed is in the archive. */
export async function archived(url: string): Promise<void> {
  const [row] = await ask<{ segment: string }>(url, 'select pg_walfile_name(pg_switch_wal()) segment');
  for (;;) {
    const [{ last } = { last: '' }] = await ask<{ last: string | null }>(
      url,
      'select last_archived_wal last from pg_stat_archiver',
    );
    if (last !== null && last >= (row?.segment ?? '')) return;
  }
}

/** A folder that starts as the backup, plus the log that was kept after it unless `only` the backup is wanted. */
export async function restore(
  backup: string,
  from: string,
  to: string,
  only: 'backup' | 'all',
): Promise<void> {
  await run('cp', ['-a', backup, to]);
  const data = join(to, 'data');
  const target =
    only === 'backup' ? ["recovery_target = 'immediate'", "recovery_target_action = 'promote'"] : [];
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    ['', `restore_command = 'cp ${archiveOf(from)}/%f %p'`, 'archive_mode = off', ...target, ''].join('\n'),
  );
  await own(data, 'recovery.signal', '');
}

/** Waits until the server has come to the end of its recovery. */
export async function recovered(url: string): Promise<void> {
  for (;;) {
    const [row] = await ask<{ busy: boolean }>(url, 'select pg_is_in_recovery() busy');
    if (row?.busy === false) return;
  }
}

/** A file in the data directory, by whoever the server runs as. */
async function own(data: string, name: string, text: string): Promise<void> {
  const file = join(data, name);
  await writeFile(file, text, { mode: 0o600 });
  const { uid, gid } = await stat(data);
  await chown(file, uid, gid);
}
