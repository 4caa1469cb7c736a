import { secp256k1 } from '@noble/curves/secp256k1';
import { bytesToHex, hexToBytes } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import { plainKeccak } from './keccak.ts';

/**
 * The public key, uncompressed (65 bytes), under which r and s (64 bytes) sign this digest (32 bytes). Throws when there
 * is none. An argument, so that the relay brings native code.
 */
export type RecoverKey = (digest: Uint8Array, rs: Uint8Array, recovery: 0 | 1) => Uint8Array;

/** The curve is imported at once, since a service worker can not load code later, as viem's own recovery does. */
export const plainRecover: RecoverKey = (digest, rs, recovery) =>
  secp256k1.Signature.fromCompact(rs).addRecoveryBit(recovery).recoverPublicKey(digest).toRawBytes(false);

/** Half of the curve's order: the largest s that is accepted. */
const largestS: Hex = '0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';

/**
 * The address whose key signed this digest, lower-case; undefined when the signature is none, or has a large s: such a
 * signature has a twin, and only one of the two is accepted (EIP-2).
 *
 * @param digest 32 bytes, an EIP-712 or EIP-191 hash
 * @param signature 65 bytes with a recovery byte of 27 or 28; lower-case
 */
export async function signerOf(
  digest: Hex,
  signature: Hex,
  recover: RecoverKey = plainRecover,
  keccak: Keccak = plainKeccak,
): Promise<Hex | undefined> {
  const bytes = hexToBytes(signature);
  const recovery = bytes[64];
  if (bytes.length !== 65 || (recovery !== 27 && recovery !== 28)) return undefined;
  // Of one length and one case, hex compares as its numbers do.
  if (bytesToHex(bytes.subarray(32, 64)) > largestS) return undefined;
  try {
    const publicKey = recover(hexToBytes(digest), bytes.subarray(0, 64), recovery === 27 ? 0 : 1);
    return bytesToHex(keccak(publicKey.subarray(1)).subarray(12));
  } catch {
    return undefined;
  }
}
