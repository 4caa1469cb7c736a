import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../built-extension.ts';
import { openCrowd } from '../crowd.ts';
import { lockFolder } from '../folder-lock.ts';
import { findBrowser } from '../open-browser.ts';
import { type Say, timed } from '../progress.ts';
import { makeStack } from '../stack.ts';
import { type Stand, startStand } from '../stand.ts';
import { StandError } from '../stand-error.ts';
import { makeTempFolder } from '../temp.ts';
import { listenForEnd } from './end.ts';
import { runOnce } from './once.ts';
import { help, readOptions, type StartOptions } from './options.ts';
import { reset } from './reset.ts';
import { stayUp } from './stay-up.ts';

const say: Say = (line) => console.log(line);
const ownData = fileURLToPath(new URL('../../../.data/', import.meta.url));

const withCrowd = ({ chain, contracts, relay, site }: Stand, count: number) =>
  timed(
    say,
    'Crowd',
    () => openCrowd({ chain, contracts, site, now: Math.floor(Date.now() / 1000) }, relay.url, count),
    ({ terms }) => `“${terms.title}”`,
  );

/** Brings the stand up, does what was asked, takes it down again. @returns whether all went well */
async function run(options: StartOptions): Promise<boolean> {
  const begun = performance.now();
  const end = listenForEnd(say);
  const stack = makeStack();
  try {
    let dir = resolve(options.data ?? ownData);
    if (options.once && options.data === undefined) {
      const temp = await makeTempFolder('once');
      stack.push(temp.stop);
      dir = temp.dir;
    }
    stack.push((await lockFolder(dir)).stop);
    if (options.reset) await reset(dir, say);
    // Before the rest comes up: without a browser there is no trip.
    if (options.once) await findBrowser(options.browser, { say });
    say(options.once ? 'One trip from click to money, headless.' : `Starting Glosa with its data in ${dir}`);
    const { DATABASE_URL: databaseUrl, RPC_URL: rpcUrl } = process.env;
    const epochSeconds = options.once ? 3 : 10;
    const building = timed(
      say,
      'Extension',
      () => buildExtension(options.browser),
      (built) => (built ? 'built' : 'built before'),
    );
    // Its failure is met below, when the stand is up and can be stopped.
    building.catch(() => {});
    const stand = await startStand({ dir, databaseUrl, rpcUrl, epochSeconds, say, confirms: true });
    stack.push(stand.stop);
    await building;
    if (end.aborted) return true;
    const { browser } = options;
    if (options.once) return await runOnce(stand, { browser, say, end, begun, report: options.report });
    const crowd = options.crowd === 0 ? undefined : await withCrowd(stand, options.crowd);
    await stayUp(stand, { browser, end, say, stack, crowd });
    return true;
  } finally {
    await stack.stop();
  }
}

// Whoever reads the lines may stop reading (`| head`); that is no reason to leave servers behind.
process.stdout.on('error', () => {});
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help);
  else if (!(await run(options))) process.exitCode = 1;
} catch (failure) {
  if (!(failure instanceof StandError)) throw failure;
  console.error(failure.message);
  process.exitCode = 1;
}
