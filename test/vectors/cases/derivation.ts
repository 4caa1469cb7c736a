import { hkdfSync } from 'node:crypto';
import { privateKeyToAddress } from 'viem/accounts';
import { hexToBigInt, hexToBytes, numberToHex, toHex } from 'viem/utils';
import { type Hex, lower } from '../../../lib/protocol/scalar/hex.ts';
import { localPlace, maxAddress, maxWord, word } from './actors.ts';
import { someCampaign } from './ids.ts';

/** Order of secp256k1 (SEC 2, section 2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const derive = (secret: Hex, escrow: Hex, info: string, length: number): Hex =>
  toHex(new Uint8Array(hkdfSync('sha256', hexToBytes(secret), hexToBytes(escrow), info, length)));

function key(secret: Hex, escrow: Hex, info: string) {
  const output = derive(secret, escrow, info, 48);
  const privateKey = numberToHex((hexToBigInt(output) % (order - 1n)) + 1n, { size: 32 });
  return { output, privateKey, address: lower(privateKeyToAddress(privateKey)) };
}

function derivationCase(secret: Hex, escrow: Hex, campaign: Hex) {
  const device = key(secret, escrow, 'glosa/v1/device');
  const own = key(secret, escrow, `glosa/v1/key/${campaign}`);
  return {
    secret,
    escrow,
    campaign,
    deviceOutput: device.output,
    deviceKey: device.privateKey,
    deviceAddress: device.address,
    campaignOutput: own.output,
    campaignKey: own.privateKey,
    campaignAddress: own.address,
    blind: derive(secret, escrow, `glosa/v1/blind/${campaign}`, 32),
  };
}

export const derivation = () => ({
  cases: [
    derivationCase(word('device secret'), localPlace.escrow, someCampaign),
    derivationCase(word('device secret'), localPlace.escrow, word('other campaign')),
    derivationCase(word('device secret'), maxAddress, someCampaign),
    derivationCase(`0x${'0'.repeat(64)}`, localPlace.escrow, maxWord),
  ],
});
