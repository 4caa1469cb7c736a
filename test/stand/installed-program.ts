import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runProgram } from './program.ts';
import { StandError } from './stand-error.ts';

export type FindOptions = { env?: NodeJS.ProcessEnv; say?: (line: string) => void };

/** A browser that may be installed, and how it is recognized and got. */
export type Wanted = {
  /** Also the environment variable that names it, in capitals. */
  name: string;
  /** Names under which it lies in the PATH. */
  commands: readonly string[];
  /** Where it lies beside the PATH. */
  places(env: NodeJS.ProcessEnv): AsyncIterable<string> | Iterable<string>;
  /** What `--version` prints. A file of its name may be a script that only asks for a snap. */
  version: RegExp;
  /** Debian's package and the file it brings. */
  debian: { package: string; file: string };
  /** What to do where that is not Debian. */
  elsewhere: string;
};

/**
 * Path of a browser that runs: the one that the environment names, else an installed one, else (as root on Debian) one
 * that is installed now.
 * @throws StandError with one line that says what is missing and what to do
 */
export async function findProgram(wanted: Wanted, options: FindOptions = {}): Promise<string> {
  const { env = process.env, say = () => {} } = options;
  const { name, debian } = wanted;
  const variable = name.toUpperCase();
  const named = env[variable];
  if (named) {
    if (await runs(wanted, named)) return named;
    throw missing(wanted, `${variable} is ${named}, which is not a ${name} that runs`);
  }
  for await (const file of candidates(wanted, env)) if (await runs(wanted, file)) return file;
  if (process.getuid?.() === 0 && (await exists('/etc/debian_version'))) {
    say(`No ${name} found: installing it with apt-get.`);
    const aptEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runProgram('apt-get', ['update'], { env: aptEnv });
    await runProgram('apt-get', ['install', '-y', '--no-install-recommends', debian.package], {
      env: aptEnv,
    });
    if (await runs(wanted, debian.file)) return debian.file;
    throw missing(wanted, `no ${name} found, and apt-get could not install one`);
  }
  throw missing(wanted, `no ${name} found`);
}

async function* candidates({ commands, places }: Wanted, env: NodeJS.ProcessEnv): AsyncGenerator<string> {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const command of commands) for (const folder of folders) yield join(folder, command);
  yield* places(env);
}

async function runs({ version }: Wanted, file: string): Promise<boolean> {
  if (!(await exists(file))) return false;
  const asked = await runProgram(file, ['--version']).catch(() => undefined);
  return asked?.code === 0 && version.test(asked.output);
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

function missing({ name, debian, elsewhere }: Wanted, what: string): StandError {
  const todo = `install ${name} (Debian: apt-get install ${debian.package}; elsewhere: ${elsewhere})`;
  return new StandError(`${name} is missing: ${what}; ${todo} or set ${name.toUpperCase()} to its path.`, {
    retry: false,
  });
}
