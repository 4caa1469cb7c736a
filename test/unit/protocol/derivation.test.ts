import { createHmac } from 'node:crypto';
import { privateKeyToAddress } from 'viem/accounts';
import { expect, test } from 'vitest';
import vectors from '../../vectors/derivation.json' with { type: 'json' };
import { fromHex, join, toHex, utf8 } from './by-hand.ts';
import { hex } from './parsed.ts';

const hmac = (key: Uint8Array, data: Uint8Array) =>
  new Uint8Array(createHmac('sha256', key).update(data).digest());

/** RFC 5869 by hand: extract, then expand. */
function hkdf(secret: string, salt: string, info: string, length: number): string {
  const extracted = hmac(fromHex(salt), fromHex(secret));
  const first = hmac(extracted, join(utf8(info), Uint8Array.of(1)));
  const second = hmac(extracted, join(first, utf8(info), Uint8Array.of(2)));
  return toHex(join(first, second).subarray(0, length));
}

const order = 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn;

test.each(vectors.cases)('the keys of campaign $campaign come from the device secret alone', (given) => {
  const { secret, escrow, campaign } = given;
  expect(hkdf(secret, escrow, 'glosa/v1/device', 48)).toBe(given.deviceOutput);
  expect(hkdf(secret, escrow, `glosa/v1/key/${campaign}`, 48)).toBe(given.campaignOutput);
  expect(hkdf(secret, escrow, `glosa/v1/blind/${campaign}`, 32)).toBe(given.blind);
  expect(BigInt(given.deviceKey)).toBe((BigInt(given.deviceOutput) % (order - 1n)) + 1n);
  expect(BigInt(given.campaignKey)).toBe((BigInt(given.campaignOutput) % (order - 1n)) + 1n);
  expect(privateKeyToAddress(hex(given.deviceKey)).toLowerCase()).toBe(given.deviceAddress);
  expect(privateKeyToAddress(hex(given.campaignKey)).toLowerCase()).toBe(given.campaignAddress);
});
