/** `npm run check`: every rule of the house that needs no test. All parts run, whatever fails; it is for the eye and for CI. */
import { availableParallelism } from 'node:os';
import { run } from './run.ts';

type Part = readonly [name: string, program: string, ...args: string[]];

/** What was found is kept, so that the next check looks only at what has changed. */
const types = (what: string, config: string): Part => [
  `types, ${what}`,
  'tsc',
  ...['-p', config, '--pretty', 'false'],
  ...['--incremental', '--tsBuildInfoFile', `node_modules/.cache/glosa/${config}.tsbuildinfo`],
];

/** The slow ones first. */
const parts: Part[] = [
  types('tests', 'tsconfig.test.json'),
  types('relay and contracts', 'tsconfig.node.json'),
  types('extension', 'tsconfig.json'),
  types('what runs in pages alone', 'tsconfig.dom.json'),
  ['unused code', 'knip', '--no-progress', '--no-config-hints'],
  ['size', 'node', 'test/house/size/check.ts'],
  [
    'lint and format',
    'biome',
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--max-diagnostics=50',
  ],
  ['imports', 'node', 'test/house/imports/check.ts'],
  ['words', 'node', 'test/house/words/check.ts'],
  ['arithmetic', 'node', 'test/house/arithmetic/check.ts'],
];

const waiting = [...parts];
const failed: string[] = [];

async function work(): Promise<void> {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const [name, program, ...args] = part;
    const { code, output, seconds } = await run(program, args, 'quiet');
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}, ${seconds.toFixed(1)} s`);
    if (code === 0) continue;
    failed.push(name);
    console.log(`${output.trim().replace(/^/gm, '     ')}\n     again: npx ${program} ${args.join(' ')}`);
  }
}

const start = performance.now();
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  failed.length === 0
    ? `check: all ${parts.length} well, ${seconds} s`
    : `check: failed in ${failed.join('; ')} (${seconds} s)`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
