/**
 * Gas of the calls that are made for ever, as `gasUsed` of transaction receipts on a local chain of its own. Exact, so
 * it needs no quiet machine. A tree of depth 17 is one of 65,537 to 131,072 accounts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Address, createPublicClient, http, keccak256, toHex } from 'viem';
import { findAnvil } from '../stand/anvil-program.ts';
import { freePort } from '../stand/ports.ts';
import { type Entry, entryOf, gasChain, rewardTree } from './gas-chain.ts';

interface GasRow {
  what: string;
  unit: 'gas';
  ours: number;
}

const depth = 17;
const batch = 50;

/** @param rpcUrl of an empty local chain whose time can be moved */
async function measureGas(rpcUrl: string): Promise<GasRow[]> {
  const chain = await gasChain(rpcUrl);
  const rows: GasRow[] = [];
  const report = (what: string, gas: bigint) => rows.push({ what, unit: 'gas', ours: Number(gas) });

  const opened: Awaited<ReturnType<typeof chain.open>>[] = [];
  for (let i = 0; i < 10; i++) opened.push(await chain.open(`campaign ${i}`));
  report('open', opened.at(-1)!.gas);
  const entries = opened
    .map(({ campaign }) => entryOf(campaign))
    .sort((a, b) => (a.campaign < b.campaign ? -1 : 1));

  const payTos = Array.from(
    { length: batch + 1 },
    (_, i): Address => `0x${keccak256(toHex(`payTo ${i}`)).slice(26)}`,
  );
  let epoch = 0;
  /** An epoch in two transactions, in which every payTo has earned `cumulative`. */
  const settle = async (cumulative: bigint, credited: Entry[]) => {
    const { root, proofs } = rewardTree(payTos, chain.token, cumulative, depth);
    const roots = await chain.roots(++epoch, root, credited);
    const gas = (await chain.submit(roots)) + (await chain.activate(roots, credited));
    const accounts = payTos.map((payTo, i) => ({ payTo, cumulative, proof: proofs[i]! }));
    return { gas, alone: accounts[batch]!, together: accounts.slice(0, batch) };
  };

  const first = await settle(1_234_567n, entries);
  await chain.claimMany(epoch, first.together);
  const { alone } = first;
  report('first-claim-100k', await chain.claim(epoch, alone.payTo, alone.cumulative, alone.proof));
  const later = await settle(2_345_678n, entries);
  const again = later.alone;
  report('later-claim-100k', await chain.claim(epoch, again.payTo, again.cumulative, again.proof));
  report(`later-claim-100k-batch-${batch}`, (await chain.claimMany(epoch, later.together)) / BigInt(batch));

  for (const count of [0, 1, 2, 10]) {
    // Steady state: the transaction that submits an epoch activates the one before it.
    const credited = entries.slice(0, count);
    const due = await chain.roots(++epoch, keccak256(toHex(`reward ${epoch}`)), credited);
    await chain.submit(due);
    const next = await chain.roots(++epoch, keccak256(toHex(`reward ${epoch}`)), []);
    const name = count === 0 ? 'submit-activate' : `submit-activate-${count}-campaigns`;
    report(name, await chain.activateAndSubmit(due, credited, next));
  }
  for (const count of [0, 1, 2, 10]) {
    const { gas } = await settle(3_456_789n + BigInt(count), entries.slice(0, count));
    report(`submit-activate-apart-${count}-campaigns`, gas);
  }
  return rows;
}

/** Runs `use` with the URL of a chain that lives as long. */
async function withChain<T>(use: (rpcUrl: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const rpcUrl = `http://127.0.0.1:${port}`;
  const chain = spawn(findAnvil(), ['--port', String(port), '--silent', '--hardfork', 'prague'], {
    stdio: 'ignore',
  });
  try {
    await once(chain, 'spawn');
    const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 40, retryDelay: 25 }) });
    await client.getChainId();
    return await use(rpcUrl);
  } finally {
    chain.kill();
  }
}

export const measure = () => withChain(measureGas);
