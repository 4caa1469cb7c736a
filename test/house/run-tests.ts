/**
 * `npm test`: everything, the cheap first. Its last line is `tests: N passed, N failed`, for people and machines; a
 * step that fails without naming a test (a build, a stale file, a crash) counts as one failed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { browserNames, findBrowser } from '../stand/open-browser.ts';
import { StandError } from '../stand/stand-error.ts';
import { filesBelow } from './files.ts';
import { root, run } from './run.ts';

/** What both Vitest's JSON reporter and contract-tests.ts write; only the former names its tests. */
const counts = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.optional(
    v.array(
      v.object({
        name: v.string(),
        assertionResults: v.array(
          v.object({
            fullName: v.string(),
            status: v.string(),
            failureMessages: v.nullish(v.array(v.string())),
          }),
        ),
      }),
    ),
    [],
  ),
});

const folder = mkdtempSync(join(tmpdir(), 'glosa-tests-'));
const total = { passed: 0, failed: 0 };
const failedSteps: string[] = [];
/** Said again at the end: whoever sees only the last page of a long run must see what failed and why. */
const lastWords: string[] = [];

function fail(name: string, failed = 1): void {
  total.failed += failed;
  failedSteps.push(name);
}

/** A step that is well or not, and counts no tests. */
async function step(name: string, program: string, ...args: string[]): Promise<void> {
  console.log(`\n== ${name}`);
  const { code, seconds } = await run(program, args, 'live');
  if (code !== 0) fail(name);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}, ${seconds.toFixed(1)} s`);
}

/** A step that leaves its counts in the file whose path is given to `args`. */
async function tests(name: string, program: string, args: (report: string) => string[]): Promise<void> {
  console.log(`\n== ${name}`);
  const report = join(folder, `${name.replace(/\W+/g, '-')}.json`);
  const { code, seconds } = await run(program, args(report), 'live');
  const counted = v.safeParse(counts, readReport(report));
  const { numPassedTests: passed, numFailedTests: failed } = counted.success
    ? counted.output
    : { numPassedTests: 0, numFailedTests: 0 };
  for (const file of counted.success ? counted.output.testResults : [])
    for (const { fullName, status, failureMessages } of file.assertionResults)
      if (status === 'failed')
        lastWords.push(
          `${relative(root, file.name)}: ${fullName}\n${firstLines(failureMessages?.join('\n') ?? '')}`,
        );
  total.passed += passed;
  if (code !== 0 || failed > 0 || passed === 0) fail(name, Math.max(1, failed));
  console.log(`${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`);
}

const firstLines = (text: string): string => text.split('\n').slice(0, 25).join('\n');

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs Vitest's projects on the tests in `folders`; a folder that is still empty is said and passed over. */
async function vitest(name: string, folders: readonly string[], ...projects: string[]): Promise<void> {
  if (folders.every((tested) => filesBelow(root, tested, /\.test\.tsx?$/).length === 0))
    return console.log(`\n== ${name}: no tests yet in ${folders.join(', ')}`);
  await tests(name, 'vitest', (report) => [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
}

async function browsers(): Promise<void> {
  console.log('\n== browsers');
  for (const name of browserNames) {
    try {
      console.log(`${name}: ${await findBrowser(name, { say: console.log })}`);
    } catch (error) {
      if (!(error instanceof StandError)) throw error;
      fail(name);
      console.error(error.message);
    }
  }
}

console.log(`Node ${process.versions.node}`);
await browsers();
await step('build, Chromium', 'wxt', 'build', '-b', 'chrome');
await step('build, Firefox', 'wxt', 'build', '-b', 'firefox');
await step('generated ABIs are those of the contracts', 'node', 'contracts/build.ts', '--check');
await vitest('unit', ['test/unit', 'test/house'], 'unit', 'view');
await tests('contracts', 'node', (report) => ['test/house/contract-tests.ts', report]);
await vitest('relay', ['test/relay'], 'relay');
await vitest('stand', ['test/stand'], 'stand');
await vitest('trip', ['test/trip'], 'trip');
rmSync(folder, { recursive: true });
for (const words of lastWords) console.log(`\n${words}`);
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join('; ')}`);
console.log(`\ntests: ${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
