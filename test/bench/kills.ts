/**
 * `npm run bench -- kills [--runs N] [--seed S] [--run K] [--minutes M] [--browser chromium|firefox] --json FILE`: labels make the whole
 * trip while, between any two steps of it, one part is killed, stopped or cut off; then everything comes back and is
 * reconciled. `--run K` repeats run K of a seed alone.
 *
 * Without a browser the extension's own code for storage, queue and sync runs as a process that is killed, on
 * `indexeddbshim`: an IndexedDB that commits to SQLite files, so that the next process finds what was committed and nothing
 * else. (Of its packages those that only its own tests and other engines need are overridden in package.json.)
 */
import type { BrowserName } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import type { BenchOptions, Row } from './bench.ts';
import { rowsOf } from './kills/outcome.ts';
import { withBrowser } from './kills/with-browser.ts';
import { withoutBrowser } from './kills/without-browser.ts';

function browserNamed(given: string): BrowserName {
  const name = browserNames.find((one) => one === given);
  if (name === undefined)
    throw new Error(`No such browser: ${given}. There are ${browserNames.join(' and ')}.`);
  return name;
}

export async function measure({
  runs,
  seed = String(Date.now() % 1_000_000),
  run,
  browser,
  minutes = 'Infinity',
}: BenchOptions): Promise<Row[]> {
  const numbers =
    run === undefined
      ? Array.from({ length: Number(runs ?? (browser === undefined ? 1000 : 50)) }, (_, at) => at)
      : [Number(run)];
  console.log(`seed ${seed}`);
  const outcome =
    browser === undefined
      ? await withoutBrowser(numbers, Number(seed), Number(minutes))
      : await withBrowser(browserNamed(browser), numbers, Number(seed), Number(minutes));
  for (const { kind, run: at, what } of outcome.faults)
    console.log(
      `${kind}, ${at === null ? 'no single run' : `npm run bench -- kills --seed ${seed} --run ${at}`}: ${what}`,
    );
  if (outcome.faults.length > 0) process.exitCode = 1;
  return rowsOf(outcome);
}
