import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureText } from '../../../components/parts/failure.ts';

const sources = globSync('{lib,entrypoints}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const codes = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/(?:new Expected|failed)\(\s*'([a-z-]+)'/g)].map(([, code]) => code!),
  ),
);

/** Bodies of the escrow's functions that a requester's transactions run. */
const escrow = readFileSync('contracts/src/CampaignEscrow.sol', 'utf8');
const bodyOf = (name: string) =>
  new RegExp(`function ${name}\\([^{]*{([^]*?)\\n    }`).exec(escrow)?.[1] ?? '';
const run = ['open', 'topUp', 'amend', 'refund', '_active', '_checkSettleBy', '_checkDelta'].map(bodyOf);
const refusals = run.flatMap((body) =>
  [...body.matchAll(/require\([^;]*?, ([A-Z]\w+)\(/g)].map(([, name]) => name!),
);

/** Told by a code of their own, or impossible: the requester is the account that signs. */
const otherwise = ['ClosedAlready', 'NotActive', 'ZeroAddress'];

test('every refusal of the contract that a requester can meet has a sentence of its own', () => {
  expect(run.every((body) => body !== '')).toBe(true);
  expect(refusals.length).toBeGreaterThan(10);
  const met = [...new Set(refusals), 'ERC20InsufficientAllowance', 'ERC20InvalidReceiver'];
  const bare = met.filter(
    (detail) => failureText((key) => key, { code: 'would-fail', detail }) === 'failure_would_fail',
  );
  expect(bare.toSorted()).toEqual(otherwise);
  const names = ['toString', 'constructor', null].map((detail) =>
    failureText((key) => key, { code: 'would-fail', detail }),
  );
  expect(names).toEqual(Array(3).fill('failure_would_fail'));
});

test('every failure that we expect has a sentence that says what to do', () => {
  expect(codes.size).toBeGreaterThan(15);
  const said = [...codes].filter(
    (code) => failureText((key) => key, { code, detail: null }) === 'failure_other',
  );
  expect(said).toEqual([]);
});
