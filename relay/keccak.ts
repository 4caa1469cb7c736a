import { createKeccak } from 'hash-wasm';
import type { Keccak } from '../lib/protocol/ledger/tree.ts';

/** Wasm keccak256 on one reused instance: many times faster than JavaScript for trees. Not re-entrant, so synchronous only. */
export async function loadKeccak(): Promise<Keccak> {
  const hasher = await createKeccak(256);
  return (bytes) => hasher.init().update(bytes).digest('binary');
}
