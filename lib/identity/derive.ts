import { bytesToHex, hexToBytes } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';

/** The order of secp256k1 (SEC 2, section 2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** HKDF-SHA-256 (RFC 5869) of the device secret, salted with the escrow: another relay gets other keys. */
async function hkdf(secret: Uint8Array, escrow: Hex, info: string, bytes: number): Promise<Hex> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  const salt = new Uint8Array(hexToBytes(escrow));
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) };
  return bytesToHex(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, bytes * 8)));
}

/** 48 bytes reduced mod (n − 1), plus 1: a private key in 1 … n − 1 without noticeable bias (FIPS 186-5, A.2.1). */
async function privateKey(secret: Uint8Array, escrow: Hex, info: string): Promise<Hex> {
  const scalar = (BigInt(await hkdf(secret, escrow, info, 48)) % (order - 1n)) + 1n;
  return `0x${scalar.toString(16).padStart(64, '0')}`;
}

/** Signs sessions, and the delegations of campaign keys. */
export const deviceKey = (secret: Uint8Array, escrow: Hex) => privateKey(secret, escrow, 'glosa/v1/device');

/** Signs the batches of one campaign: two campaigns can not tell that they have the same labeler. */
export const campaignKey = (secret: Uint8Array, escrow: Hex, campaign: Hex) =>
  privateKey(secret, escrow, `glosa/v1/key/${campaign}`);

/** Hides in public open leaves which campaign key they belong to. */
export const blindOf = (secret: Uint8Array, escrow: Hex, campaign: Hex) =>
  hkdf(secret, escrow, `glosa/v1/blind/${campaign}`, 32);
