import { describe, expect, it } from 'vitest';
import { blindOf, campaignKey, deviceKey } from '../../../lib/identity/derive.ts';
import { signerOf } from '../../../lib/identity/signer.ts';
import { hexToBytes } from '../../../lib/protocol/ledger/bytes.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import vectors from '../../vectors/derivation.json' with { type: 'json' };

const hex = (text: string): Hex => `0x${text.slice(2)}`;

describe('keys are derived as test/vectors/derivation.json says', () => {
  it.each(vectors.cases)('$secret $escrow $campaign', async (vector) => {
    const secret = hexToBytes(hex(vector.secret));
    const escrow = hex(vector.escrow);
    const campaign = hex(vector.campaign);
    const device = await deviceKey(secret, escrow);
    const key = await campaignKey(secret, escrow, campaign);
    expect(device).toBe(vector.deviceKey);
    expect(signerOf(device).address).toBe(vector.deviceAddress);
    expect(key).toBe(vector.campaignKey);
    expect(signerOf(key).address).toBe(vector.campaignAddress);
    expect(await blindOf(secret, escrow, campaign)).toBe(vector.blind);
  });

  it('leaves the secret as it was', async () => {
    const secret = new Uint8Array(32).fill(7);
    await deviceKey(secret, hex(vectors.cases[0]!.escrow));
    expect(secret).toEqual(new Uint8Array(32).fill(7));
  });
});
