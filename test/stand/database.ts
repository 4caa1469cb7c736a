import { mkdir, readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type DatabaseFiles, databaseName, prepareDatabaseFiles } from './database-files.ts';
import { once } from './once.ts';
import { freePort } from './ports.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { type Postmaster, readPostmaster } from './postmaster.ts';
import { gone, isAlive } from './process.ts';
import { StandError } from './stand-error.ts';

export type Database = { url: string; pid?: number; stop(): Promise<void> };

export type DatabaseOptions = {
  /** Folder that holds the database between starts. */
  dir: string;
  /** A PostgreSQL that somebody else runs: used as it is and never stopped. */
  url?: string | undefined;
  /** Of the server, beside its usual ones: `name=value`. They hold when it is started here. */
  settings?: readonly string[];
  say: (line: string) => void;
};

/** Longest wait for a server to start, recover or go, in milliseconds. */
const patience = 30_000;

/**
 * Starts PostgreSQL on `dir`, or carries on with the server that a killed run of ours left running there. The server
 * is in a session of its own: Ctrl-C in the terminal does not reach it before `stop` does. Commits are synced.
 * @throws StandError when the directory is of another major version or the server does not come up
 */
export async function startDatabase({ dir, url, settings = [], say }: DatabaseOptions): Promise<Database> {
  if (url !== undefined) return { url, stop: async () => {} };
  await mkdir(dir, { recursive: true });
  const home = await realpath(resolve(dir));
  const programs = await findPostgresPrograms(home, say);
  const files = await prepareDatabaseFiles(home, programs, say);
  const { pid, port } = await attachOrStart(files, programs, settings, say);
  await createDatabase(connection(files, port, 'postgres'));
  return { url: connection(files, port, databaseName), pid, stop: once(() => stop(files, programs, pid)) };
}

async function attachOrStart(
  files: DatabaseFiles,
  programs: PostgresPrograms,
  settings: readonly string[],
  say: (line: string) => void,
): Promise<Postmaster> {
  let left = await running(files);
  const end = Date.now() + patience;
  for (; left && !left.ready && Date.now() < end; left = await running(files)) await sleep(100);
  if (left && (await isOurs(files, left.port))) {
    say('PostgreSQL was still running here: carrying on with it.');
    return left;
  }
  for (;;) {
    const output = await startServer(files, programs, settings);
    const started = await running(files);
    if (output === undefined && started) return started;
    // Two passing causes: somebody took the port, or children of a killed server are still leaving its shared memory.
    if (Date.now() > end) throw await failure(files, output);
    await sleep(300);
  }
}

/** @returns undefined when the server is ready, else what pg_ctl said */
async function startServer(
  files: DatabaseFiles,
  programs: PostgresPrograms,
  settings: readonly string[],
): Promise<string | undefined> {
  const port = await freePort();
  const own = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC'];
  const options = [...own, ...settings].map((setting) => `-c ${setting}`).join(' ');
  const place = ['-D', files.dataDir, '-l', files.logFile];
  const { code, output } = await programs.run('pg_ctl', [
    'start',
    '-w',
    '-s',
    '-t',
    '20',
    ...place,
    '-o',
    options,
  ]);
  return code === 0 ? undefined : output;
}

async function running(files: DatabaseFiles): Promise<Postmaster | undefined> {
  const server = await readPostmaster(files.dataDir);
  return server && (await isAlive(server.pid)) ? server : undefined;
}

/** A process id in a left-over file may be somebody else's by now; the server that serves this directory says so. */
async function isOurs(files: DatabaseFiles, port: number): Promise<boolean> {
  const client = new Client({
    connectionString: connection(files, port, 'postgres'),
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === files.dataDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function stop(files: DatabaseFiles, programs: PostgresPrograms, pid: number): Promise<void> {
  const server = await running(files);
  if (server?.pid !== pid) return;
  await programs.run('pg_ctl', ['stop', '-s', '-m', 'fast', '-w', '-t', '20', '-D', files.dataDir]);
  await gone(pid, 5000);
}

function connection(files: DatabaseFiles, port: number, database: string): string {
  return `postgres://${databaseName}:${files.password}@127.0.0.1:${port}/${database}`;
}

async function failure(files: DatabaseFiles, output = ''): Promise<StandError> {
  const log = await readFile(files.logFile, 'utf8').catch(() => '');
  const lines = log.trim().split('\n').slice(-5).join('\n');
  return new StandError(`PostgreSQL did not start. ${output.trim()}\n${files.logFile} ends:\n${lines}`, {
    retry: true,
  });
}
