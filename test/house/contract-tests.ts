/** `node test/house/contract-tests.ts FILE`: Hardhat's Solidity tests; their counts go to FILE, as Vitest's do. */
import { writeFileSync } from 'node:fs';
import { tasks } from 'hardhat';
import * as v from 'valibot';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say the file to write to.');

const suite = v.object({ testResults: v.array(v.object({ status: v.string() })) });
const run = v.object({ suiteResults: v.array(suite) });
/** What the task returns, which Hardhat types as unknown. Its own summary stays empty when the task is run alone. */
const result = v.variant('success', [
  v.object({ success: v.literal(true), value: run }),
  v.object({ success: v.literal(false), error: run }),
]);

const ended = v.parse(result, await tasks.getTask(['test', 'solidity']).run());
const { suiteResults } = ended.success ? ended.value : ended.error;
const count = (status: string) =>
  suiteResults.flatMap(({ testResults }) => testResults).filter((test) => test.status === status).length;
writeFileSync(file, JSON.stringify({ numPassedTests: count('Success'), numFailedTests: count('Failure') }));
process.exitCode = ended.success ? 0 : 1;
