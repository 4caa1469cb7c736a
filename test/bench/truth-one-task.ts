/**
 * `node test/bench/truth-one-task.ts`: judges ten million labels on one task, each of another account, and prints the CPU seconds
 * and the most memory the process ever held. No relay takes so many (`redundancy` is at most 100): what the judge is given by
 * anybody else has its bounds all the same.
 */
import { judge } from '../../lib/truth/judge/judge.ts';
import { makeSheet } from '../../lib/truth/judge/sheet.ts';

const count = 10_000_000;
const account = Int32Array.from({ length: count }, (_, n) => n);
const chosen = Int32Array.from({ length: count }, (_, n) => Number(n % 3 === 0));
const columns = { tasks: 1, accounts: count, classes: 2, task: new Int32Array(count), account, chosen };
const before = process.cpuUsage();
const { truth } = judge(makeSheet(columns), Int32Array.of(-1));
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ accuracy: Number(truth[0] === 0), seconds: (user + system) / 1e6, memory }));
