// Writes the vectors that TypeScript and Solidity both check: `node test/vectors/make.ts`, or with `--check` says which
// are stale. Inputs are fixed: no clock, no chance. Hex is lower-case and integers are decimal strings, so that
// Solidity's `vm.parseJson*` reads every file by path.
import { readFileSync, writeFileSync } from 'node:fs';
import { derivation } from './cases/derivation.ts';
import { entries } from './cases/entries.ts';
import { golds } from './cases/gold.ts';
import { ids } from './cases/ids.ts';
import { labels } from './cases/label.ts';
import { refused } from './cases/refused.ts';
import { appeals, batches, delegations, receipts, revocations } from './cases/signed.ts';
import { terms } from './cases/terms.ts';
import { trees } from './cases/trees.ts';
import { expLog, judged } from './cases/truth.ts';

const files: Record<string, unknown> = {
  'ids.json': ids(),
  'delegation.json': await delegations(),
  'revocation.json': await revocations(),
  'batch.json': await batches(),
  'receipt.json': await receipts(),
  'appeal.json': await appeals(),
  'label.json': labels(),
  'gold.json': golds(),
  'trees.json': trees(),
  'entries.json': entries(),
  'terms.json': terms(),
  'refused.json': refused(),
  'derivation.json': derivation(),
  'exp-log.json': expLog(),
  'judged.json': judged(),
};

function stored(path: URL): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const check = process.argv.includes('--check');
for (const [name, vectors] of Object.entries(files)) {
  const path = new URL(name, import.meta.url);
  const text = `${JSON.stringify(vectors, null, 2)}\n`;
  if (text === stored(path)) continue;
  console.log(`${name} ${check ? 'is stale: run node test/vectors/make.ts' : 'written'}`);
  if (check) process.exitCode = 1;
  else writeFileSync(path, text);
}
