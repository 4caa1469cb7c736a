import { describe, expect, it } from 'vitest';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { patch } from '../../../lib/storage/patch.ts';
import type { JoinRecord } from '../../../lib/storage/records.ts';
import { writeStrictly } from '../../../lib/storage/write.ts';
import { freshStore } from './fresh-store.ts';

const hex = (digits: string): Hex => `0x${digits}`;

const join: JoinRecord = {
  campaign: '0x01',
  payTo: hex('02'),
  joinedAt: 1,
  delegatedPayTo: null,
  namedPayTos: [],
};

describe('writeStrictly', () => {
  it('asks for a strict commit and resolves after it', async () => {
    const db = await freshStore().store.open();
    let durability: string | undefined;
    let committed = false;
    await writeStrictly(db, ['times'], async (transaction) => {
      durability = transaction.durability;
      transaction.addEventListener('complete', () => {
        committed = true;
      });
      await transaction.objectStore('times').put(1, 'nextAt');
    });
    expect(durability).toBe('strict');
    expect(committed).toBe(true);
  });

  it('writes nothing when the work throws after a write', async () => {
    const db = await freshStore().store.open();
    const failing = writeStrictly(db, ['times'], async (transaction) => {
      await transaction.objectStore('times').put(1, 'nextAt');
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await db.get('times', 'nextAt')).toBeUndefined();
  });
});

describe('patch', () => {
  it('keeps what others wrote between reading and patching', async () => {
    const { store } = freshStore();
    const db = await store.open();
    await db.put('joins', join);
    await Promise.all([
      patch(db, 'joins', join.campaign, () => ({ delegatedPayTo: hex('03') })),
      patch(db, 'joins', join.campaign, ({ namedPayTos }) => ({ namedPayTos: [...namedPayTos, hex('04')] })),
      patch(db, 'joins', join.campaign, ({ namedPayTos }) => ({ namedPayTos: [...namedPayTos, hex('05')] })),
    ]);
    expect(await db.get('joins', join.campaign)).toEqual({
      ...join,
      delegatedPayTo: hex('03'),
      namedPayTos: [hex('04'), hex('05')],
    });
  });

  it('does not bring a record back that has gone', async () => {
    const db = await freshStore().store.open();
    expect(await patch(db, 'joins', '0x09', () => ({ delegatedPayTo: hex('03') }))).toBeUndefined();
    expect(await db.count('joins')).toBe(0);
  });
});

describe('a store', () => {
  it('opens again after another connection asked for its place', async () => {
    const { store } = freshStore();
    const db = await store.open();
    const { name } = db;
    await new Promise<void>((resolve, reject) => {
      const asked = indexedDB.deleteDatabase(name);
      asked.onsuccess = () => resolve();
      asked.onerror = () => reject(asked.error);
    });
    expect(await (await store.open()).count('labels')).toBe(0);
  });

  it('is opened once by many that ask at a time', async () => {
    const { store } = freshStore();
    const [a, b] = await Promise.all([store.open(), store.open()]);
    expect(a).toBe(b);
  });
});
