import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresPrograms } from './postgres-programs.ts';
import { StandError } from './stand-error.ts';

/** The role that owns the database, and its name. */
export const databaseName = 'glosa';

export type DatabaseFiles = { dataDir: string; logFile: string; password: string };

/**
 * Makes the data directory when there is none and checks that this PostgreSQL can use the one that is there.
 * It is made beside and renamed, so that a kill half way never leaves a directory that looks whole.
 */
export async function prepareDatabaseFiles(
  dir: string,
  programs: PostgresPrograms,
  say: (line: string) => void,
): Promise<DatabaseFiles> {
  const dataDir = join(dir, 'data');
  const passwordFile = join(dir, 'password');
  if (programs.user) await chown(dir, programs.user.uid, programs.user.gid);
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) await initialise(dir, dataDir, passwordFile, programs, say);
  else await checkVersion(dataDir, version.trim(), programs);
  const password = await readFile(passwordFile, 'utf8');
  return { dataDir, logFile: join(dir, 'postgres.log'), password: password.trim() };
}

async function initialise(
  dir: string,
  dataDir: string,
  passwordFile: string,
  programs: PostgresPrograms,
  say: (line: string) => void,
): Promise<void> {
  say('Making a new PostgreSQL database (a few seconds, the first time only).');
  const half = join(dir, 'data.half');
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  for (const path of programs.user ? [half, passwordFile] : []) {
    await chown(path, programs.user?.uid ?? 0, programs.user?.gid ?? 0);
  }
  // Sort order is PostgreSQL's own, not the system's: the same on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${databaseName}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const made = await programs.run('initdb', [`--pgdata=${half}`, ...access, ...locale, '--no-instructions']);
  if (made.code !== 0) {
    throw new StandError(`PostgreSQL could not make its data directory in ${dir}: ${made.output.trim()}`, {
      retry: false,
    });
  }
  await rename(half, dataDir);
}

async function checkVersion(dataDir: string, version: string, programs: PostgresPrograms): Promise<void> {
  const { output } = await programs.run('postgres', ['--version']);
  const ours = /\) (\d+)/.exec(output)?.[1];
  if (ours === version) return;
  throw new StandError(
    `${dataDir} was made by PostgreSQL ${version}; this is PostgreSQL ${ours ?? '(unknown)'}, which can not read it. ` +
      'Start with the older version, move the folder away, or set DATABASE_URL.',
    { retry: false },
  );
}
