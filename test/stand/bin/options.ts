import { parseArgs } from 'node:util';
import type { BrowserName } from '../labeler-browser.ts';
import { browserNames } from '../open-browser.ts';
import { StandError } from '../stand-error.ts';

export type StartOptions = {
  help: boolean;
  once: boolean;
  reset: boolean;
  report: string | undefined;
  data: string | undefined;
  browser: BrowserName;
  /** How many others label with the person; 0 for none. */
  crowd: number;
};

export const help = `Glosa on this machine: PostgreSQL, a local chain, contracts, a relay, a sample site with three campaigns,
and a browser with the extension.

  npm start                        bring everything up and leave it up; Ctrl-C stops it, the data stays
  npm start -- --once              one label from click to money, headless, on data of its own; exit code 0 if it was paid
  npm start -- --reset             forget the data first

  --report FILE    with --once: write what happened as JSON
  --data DIR       where the data is kept (.data in the project; with --once: a temporary folder)
  --crowd N        a further campaign that N others label too (3 to 50): one is paid there by agreement
  --browser NAME   chromium (without it) or firefox
  --help           this text

Environment:
  DATABASE_URL     use this PostgreSQL; its database should be empty at first
  RPC_URL          use this chain, on which anvil's well-known accounts have money
  CHROMIUM         path of the Chromium to use
  FIREFOX          path of the Firefox to use
`;

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  once: { type: 'boolean', default: false },
  reset: { type: 'boolean', default: false },
  report: { type: 'string' },
  data: { type: 'string' },
  browser: { type: 'string', default: 'chromium' },
  crowd: { type: 'string' },
} as const;

/**
 * Reads the command line of `npm start`.
 * @throws StandError with one sentence that names the mistake
 */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parsed(args);
  const { help, once, reset, report, data, browser } = values;
  if (!isBrowserName(browser)) throw mistake(`--browser ${browser}: ${browserNames.join(' or ')}`);
  if (report !== undefined && !once) throw mistake('--report needs --once');
  if (reset && once && data === undefined)
    throw mistake('--reset with --once needs --data, it has new data anyway');
  for (const [name, value] of Object.entries({ report, data }))
    if (value === '') throw mistake(`--${name} is empty`);
  const crowd = Number(values.crowd ?? 0);
  if (values.crowd !== undefined && !(Number.isInteger(crowd) && crowd >= 3 && crowd <= 50))
    throw mistake(`--crowd ${values.crowd}: a number of 3 to 50`);
  if (crowd > 0 && once) throw mistake('--crowd is for a person; --once makes the trip alone');
  return { help, once, reset, report, data, browser, crowd };
}

const isBrowserName = (name: string): name is BrowserName => browserNames.some((one) => one === name);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  } catch (cause) {
    // The second sentence of node's message tells how to pass positionals, which nothing here takes.
    throw mistake(cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause));
  }
}

const mistake = (what: string) => new StandError(`${what}. See npm start -- --help.`, { retry: false });
