import { createRequire } from 'node:module';
import { secp256k1 } from '@noble/curves/secp256k1';
import { plainRecover, type RecoverKey } from '../lib/protocol/signed/recover.ts';

/** The curve of all signatures. Both makers of one give the same bytes; they differ in speed, about 20 times. */
export interface Curve {
  recover: RecoverKey;
  /** r, s and a recovery bit: deterministic (RFC 6979), with the smaller s. */
  sign(digest: Uint8Array, privateKey: Uint8Array): { rs: Uint8Array; recovery: number };
}

export const plainCurve: Curve = {
  recover: plainRecover,
  sign(digest, privateKey) {
    const signed = secp256k1.sign(digest, privateKey, { lowS: true, prehash: false });
    return { rs: signed.toCompactRawBytes(), recovery: signed.recovery };
  },
};

/** The part of `secp256k1/bindings` that is used here. */
interface Native {
  ecdsaRecover(rs: Uint8Array, recovery: number, digest: Uint8Array, compressed: boolean): Uint8Array;
  ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number };
}

const isNative = (loaded: unknown): loaded is Native =>
  typeof loaded === 'object' && loaded !== null && 'ecdsaRecover' in loaded && 'ecdsaSign' in loaded;

/** The native curve; undefined where the package has no binary for this machine, or was left out: it is optional. */
export function nativeCurve(): Curve | undefined {
  const require = createRequire(import.meta.url);
  let native: unknown;
  try {
    native = require('secp256k1/bindings.js');
  } catch {
    return undefined;
  }
  if (!isNative(native)) return undefined;
  const { ecdsaRecover, ecdsaSign } = native;
  return {
    recover: (digest, rs, recovery) => ecdsaRecover(rs, recovery, digest, false),
    sign(digest, privateKey) {
      const { signature, recid } = ecdsaSign(digest, privateKey);
      return { rs: signature, recovery: recid };
    },
  };
}
