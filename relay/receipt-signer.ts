import { privateKeyToAddress } from 'viem/accounts';
import { bytesToHex, hexToBytes } from '../lib/protocol/ledger/bytes.ts';
import { type Hex, lower } from '../lib/protocol/scalar/hex.ts';
import type { ReceiptSigner } from './context.ts';
import type { Curve } from './curve.ts';

/** @param privateKeys the key of the open epoch, and those of earlier or later ones, in any order */
export function receiptSigner(curve: Curve, privateKeys: readonly Hex[]): ReceiptSigner {
  const secrets = new Map(privateKeys.map((key) => [lower(privateKeyToAddress(key)), hexToBytes(key)]));
  return {
    holds: (key) => secrets.has(key),
    async sign(key, digest) {
      const secret = secrets.get(key);
      if (secret === undefined) throw new RangeError(`no private key of ${key}`);
      const { rs, recovery } = curve.sign(hexToBytes(digest), secret);
      return `${bytesToHex(rs)}${recovery === 0 ? '1b' : '1c'}`;
    },
  };
}
