/** Says every import that DESIGN's arrows forbid, with the reason. */
import { join } from 'node:path';
import { readGraph } from './graph.ts';
import { rules } from './rules.ts';
import { violations } from './violations.ts';

const graph = readGraph(join(import.meta.dirname, '../../..'));
const found = violations(graph, rules);
for (const { rule, because, at, path } of found)
  console.error(`${at} → ${path.join(' → ')}\n  ${rule}: ${because}`);
console.log(`${graph.size} files, ${found.length} forbidden imports`);
process.exitCode = found.length === 0 ? 0 : 1;
