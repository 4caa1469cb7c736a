import { describe, expect, it } from 'vitest';
import { makeIdentity } from '../../../lib/identity/identity.ts';
import { secretOf } from '../../../lib/identity/seal.ts';
import { batchHash } from '../../../lib/protocol/signed/batch.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import { freshStore } from '../storage/fresh-store.ts';

const escrow = `0x${'11'.repeat(20)}` as const;
const campaign = `0x${'22'.repeat(32)}` as const;

describe('the secrets of a profile', () => {
  it('are made once, whoever asks first, and found again after a kill', async () => {
    const { store, again } = freshStore();
    const many = await Promise.all(Array.from({ length: 8 }, () => secretOf(store, 'device')));
    const later = await secretOf(again(), 'device');
    expect(new Set([...many, later].map(String)).size).toBe(1);
    expect(later).toHaveLength(32);
    expect(await secretOf(store, 'account')).not.toEqual(later);
  });

  it('lie in the database sealed, under a key that can not be extracted', async () => {
    const { store } = freshStore();
    const secret = await secretOf(store, 'device');
    const record = await (await store.open()).get('sealed', 'device');
    expect(record?.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', record!.key)).rejects.toThrow();
    const stored = Buffer.from(new Uint8Array(record!.sealed)).toString('hex');
    expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('say so when they were damaged', async () => {
    const { store } = freshStore();
    await secretOf(store, 'device');
    const db = await store.open();
    const record = await db.get('sealed', 'device');
    const sealed = new Uint8Array(record!.sealed);
    sealed[3]! ^= 1;
    await db.put('sealed', { ...record!, sealed: sealed.buffer }, 'device');
    await expect(secretOf(store, 'device')).rejects.toMatchObject({ code: 'identity-damaged', retry: false });
  });
});

describe('an identity', () => {
  it('P4 signs with the campaign’s own key, and gives every campaign another', async () => {
    const identity = makeIdentity(freshStore().store);
    const key = await identity.campaign(escrow, campaign);
    const batch = {
      key: key.address,
      campaign,
      termsHash: campaign,
      sequence: 0,
      count: 1,
      labelsRoot: campaign,
    };
    const hash = batchHash({ chainId: 1, escrow }, batch);
    expect(await signerOf(hash, await key.sign(hash))).toBe(key.address);
    const other = await identity.campaign(escrow, `0x${'33'.repeat(32)}`);
    const device = await identity.device(escrow);
    const account = await identity.account();
    expect(new Set([key, other, device, account].map(({ address }) => address)).size).toBe(4);
  });
});
