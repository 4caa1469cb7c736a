import { keccak256 } from 'viem/utils';
import type { Keccak } from '../ledger/tree.ts';

/**
 * The keccak that every function of this folder uses when it is given none: JavaScript, which the extension has anyway.
 * The relay hashes much more and passes wasm.
 */
export const plainKeccak: Keccak = (bytes) => keccak256(bytes, 'bytes');
