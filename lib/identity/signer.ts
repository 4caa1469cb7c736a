import { privateKeyToAddress, sign } from 'viem/accounts';
import { hashMessage } from 'viem/utils';
import { type Hex, lower } from '../protocol/scalar/hex.ts';

/** A key that signs digests; its secret never leaves it. */
export interface Signer {
  address: Hex;
  /** 65 bytes over a 32-byte digest, deterministic (RFC 6979), low s. */
  sign(digest: Hex): Promise<Hex>;
  /** EIP-191 personal message. */
  signMessage(message: string): Promise<Hex>;
}

export function signerOf(privateKey: Hex): Signer {
  const signDigest = async (digest: Hex) => lower(await sign({ hash: digest, privateKey, to: 'hex' }));
  return {
    address: lower(privateKeyToAddress(privateKey)),
    sign: signDigest,
    signMessage: (message) => signDigest(hashMessage(message)),
  };
}
