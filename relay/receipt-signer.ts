import { bytesToHex, hexToBytes } from '../lib/protocol/ledger/bytes.ts';
import type { Hex } from '../lib/protocol/scalar/hex.ts';
import type { ReceiptSigner } from './context.ts';
import type { Curve } from './curve.ts';

/** @param address of the private key, lower-case */
export function receiptSigner(curve: Curve, address: Hex, privateKey: Hex): ReceiptSigner {
  const secret = hexToBytes(privateKey);
  return {
    address,
    async sign(digest) {
      const { rs, recovery } = curve.sign(hexToBytes(digest), secret);
      return `${bytesToHex(rs)}${recovery === 0 ? '1b' : '1c'}`;
    },
  };
}
