import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretOf } from '../../../lib/identity/seal.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { keepPractice } from '../../../lib/queue/practice.ts';
import { save } from '../../../lib/queue/save.ts';
import { type Content, content as contentSchema } from '../../../lib/recovery/content.ts';
import { openFile, sealFile } from '../../../lib/recovery/envelope.ts';
import { fitting } from '../../../lib/recovery/fitting.ts';
import { makeRecovery, noteRecovery } from '../../../lib/recovery/make-recovery.ts';
import { restore } from '../../../lib/recovery/restore.ts';
import { restoredFrom } from '../../../lib/recovery/restored.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import { mutations } from '../protocol/mutate.ts';
import {
  campaignRecord,
  type Device,
  draftFor,
  hexOf,
  info,
  joined,
  makeDevice,
  randomHex,
  relayRecord,
  relayUrl,
} from '../queue/sample.ts';
import { campaign, filledDevice, passphrase, reward } from './filled.ts';

const first = await filledDevice();
const { text: file, madeAt } = await makeRecovery(first, passphrase);
const content: Content = JSON.parse(await openFile(file, passphrase));

/** A file with other content under the right seal. */
const fileWith = (change: Partial<Content>) =>
  sealFile(JSON.stringify({ ...content, ...change }), passphrase, first.random);

const all = async ({ store }: Device) => {
  const db = await store.open();
  const [labels, batches, joins] = await Promise.all([
    db.getAll('labels'),
    db.getAll('batches'),
    db.getAll('joins'),
  ]);
  return { labels, batches, joins };
};

describe('a recovery file', () => {
  it('holds the account’s key and no other secret', async () => {
    const secrets = await Promise.all(
      (['account', 'device'] as const).map(async (name) => bytesToHex(await secretOf(first.store, name))),
    );
    const plain = JSON.stringify(content);
    expect(content.account).toBe(secrets[0]);
    expect(plain).not.toContain(secrets[1]!.slice(2));
    expect(plain).not.toContain('"token":"t"');
    const blind = await first.identity.blind(info.escrow, campaign.campaign);
    expect(content.batches.map((batch) => batch.blind)).toEqual([blind, blind]);
  });

  it('holds no practice', async () => {
    const device = makeDevice();
    const options = ['a', 'b'].map((id) => ({ id, label: id, hint: id }));
    await keepPractice(device.store, { language: 'en', title: 't', ask: 'a', options });
    const [practice] = await (await device.store.open()).getAll('campaigns');
    const target = {
      unit: 'page',
      unitKey: 'page',
      address: 'https://practice.glosa.invalid/article',
    } as const;
    const body = { answer: { kind: 'choice', chosen: ['a'] } } as const;
    await save(device, {
      ...draftFor(practice!, 1),
      target,
      body: { answer: { ...body.answer, chosen: ['a'] } },
    });
    const held: Content = JSON.parse(
      await openFile((await makeRecovery(device, passphrase)).text, passphrase),
    );
    expect({ ...held, account: '', madeAt: 0 }).toEqual({
      madeAt: 0,
      account: '',
      relays: [],
      campaigns: [],
      joins: [],
      batches: [],
      queued: [],
      rewards: [],
    });
    // Practice is no work that could be lost.
    await restore(device, file, passphrase);
    expect((await all(device)).labels).toHaveLength(4);
  });

  it('comes back whole on another device: same account, new device key, sequences from 0', async () => {
    const second = makeDevice();
    const own = await secretOf(second.store, 'device');
    const outcome = await restore(second, file, passphrase);
    const account = await first.identity.account();
    expect(outcome).toEqual({ account: account.address, receipts: 1 });
    expect((await second.identity.account()).address).toBe(account.address);
    const fresh = await secretOf(second.store, 'device');
    expect([own, await secretOf(first.store, 'device')]).not.toContainEqual(fresh);
    const [before, after] = await Promise.all([all(first), all(second)]);
    const carried = ({ undoUntil: _, ...label }: (typeof before.labels)[number]) => label;
    expect(after.labels.map(carried)).toEqual(before.labels.map(carried));
    expect(after.batches.map(({ blind: _, ...batch }) => batch)).toEqual(before.batches);
    expect(after.batches.filter(({ unanswered }) => unanswered === 1)).toHaveLength(1);
    expect(after.joins).toEqual(before.joins);
    const db = await second.store.open();
    expect(await db.getAll('rewards')).toEqual([{ ...reward, claim: null }]);
    expect(await db.getAll('relays')).toEqual([relayRecord({ catalogueAt: 0, checkedEpoch: 3 })]);
    expect(await db.count('sequences')).toBe(0);
    expect(await db.get('times', 'nextAt')).toBe(second.clock.now);
    expect(await db.get('times', 'recoveryAt')).toBe(madeAt);
  });

  it('can be made again from what was restored, with the blinds of the first device', async () => {
    const second = makeDevice();
    await restore(second, file, passphrase);
    const again: Content = JSON.parse(
      await openFile((await makeRecovery(second, passphrase)).text, passphrase),
    );
    expect(again.batches).toEqual(content.batches);
    expect(again.account).toBe(content.account);
  });

  it('takes the place of what an idle profile was told, and keeps what it knows of campaigns', async () => {
    const second = makeDevice();
    const other = campaignRecord({ title: 'Another' }, 2);
    await joined(second, { ...campaign, medianSeconds: 99 }, other);
    const db = await second.store.open();
    await db.put('relays', relayRecord({ url: 'https://b.example', delegated: true, checkedEpoch: 7 }));
    await db.put('sequences', 4, campaign.campaign);
    await restore(second, file, passphrase);
    expect((await db.getAll('joins')).map((join) => join.campaign)).toEqual([campaign.campaign]);
    expect((await db.get('campaigns', campaign.campaign))?.medianSeconds).toBe(99);
    expect(await db.get('campaigns', other.campaign)).toBeDefined();
    expect(await db.get('relays', 'https://b.example')).toMatchObject({
      delegated: false,
      checkedEpoch: null,
    });
    expect(await db.count('sequences')).toBe(0);
  });

  it('is believed where another relay has listed its campaign since', async () => {
    const second = makeDevice();
    const db = await second.store.open();
    await db.put('campaigns', { ...campaign, relay: 'https://thief.example' });
    await restore(second, file, passphrase);
    expect((await db.get('campaigns', campaign.campaign))?.relay).toBe(relayUrl);
  });

  it('is refused where it would cost work, and then nothing has changed', async () => {
    const queued = makeDevice();
    await joined(queued, campaign);
    await save(queued, draftFor(campaign, 'mine'));
    const paid = makeDevice();
    await (await paid.store.open()).put('rewards', reward);
    for (const busy of [queued, paid, await filledDevice()]) {
      const [before, account] = await Promise.all([all(busy), busy.identity.account()]);
      await expect(restore(busy, file, passphrase)).rejects.toMatchObject({ code: 'profile-has-work' });
      expect(await all(busy)).toEqual(before);
      expect((await busy.identity.account()).address).toBe(account.address);
    }
  });

  it.each<[string, () => Partial<Content> | object]>([
    ['not a key', () => ({ account: hexOf(0, 32) })],
    ['a key too large', () => ({ account: hexOf(0xff, 32) })],
    ['no relays', () => ({ relays: [] })],
    ['no campaigns', () => ({ campaigns: [] })],
    [
      'a relay in clear over the net',
      () => ({ relays: [{ ...content.relays[0]!, url: 'http://relay.example' }] }),
    ],
    ['a relay that is none', () => ({ relays: [{ ...content.relays[0]!, url: 'javascript:alert(1)' }] })],
    [
      'contracts of others',
      () => ({ batches: [], relays: [{ ...content.relays[0]!, info: { ...info, escrow: hexOf(1, 20) } }] }),
    ],
    [
      'a receipt of another batch',
      () => ({
        batches: content.batches.map((batch) => ({
          ...batch,
          answer: content.batches.find(({ answer }) => answer)?.answer ?? null,
        })),
      }),
    ],
    [
      'labels that are not there',
      () => ({
        batches: content.batches.map((batch) => ({
          ...batch,
          labels: batch.labels.map((label) => ({ ...label, index: 9 })),
        })),
      }),
    ],
    ['a field that we do not know', () => ({ deviceSecret: hexOf(1, 32) })],
    ['a paid label that waits', () => ({ queued: content.queued.map((one) => ({ ...one, state: 'paid' })) })],
  ])('with %s is damaged, and nothing is written', async (_, change) => {
    const second = makeDevice();
    const account = await second.identity.account();
    await expect(restore(second, await fileWith(change()), passphrase)).rejects.toMatchObject({
      code: 'recovery-damaged',
    });
    expect((await second.identity.account()).address).toBe(account.address);
    const { labels, batches, joins } = await all(second);
    expect(labels.length + batches.length + joins.length).toBe(0);
  });

  it('with any change inside is damaged, or restored as exactly what it says', async () => {
    const property = fc.property(mutations([content]), (text) => {
      const read = parseJson(contentSchema, text);
      if (!read.ok) return read.detail !== '';
      try {
        const { batches, labels } = restoredFrom(read.value);
        const carried = read.value.batches.reduce((sum, batch) => sum + batch.labels.length, 0);
        return (
          batches.length === read.value.batches.length && labels.length === carried + read.value.queued.length
        );
      } catch (error) {
        return error instanceof Expected && error.code === 'recovery-damaged';
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('of what is too much leaves out the oldest that is settled, and nothing that is open', () => {
    const [open] = content.batches.filter(({ answer }) => answer === null);
    const [settled] = content.batches.filter(({ answer }) => answer !== null);
    const many = Array.from({ length: 50 }, (_, n) => ({ ...settled!, cutAt: n, blind: randomHex(32) }));
    const given = { ...content, batches: [...many, { ...open!, cutAt: -1 }] };
    const size = (value: unknown) => JSON.stringify(value).length;
    const half = fitting(given, Math.floor(size(given) / 2));
    expect(half.content.batches[0]).toEqual({ ...open, cutAt: -1 });
    expect(half.leftOut).toBe(50 - (half.content.batches.length - 1));
    expect(half.content.batches.slice(1).map(({ cutAt }) => cutAt)).toEqual(
      Array.from({ length: half.content.batches.length - 1 }, (_, n) => 49 - n),
    );
    expect(size(half.content)).toBeLessThanOrEqual(size(given) / 2);
    expect(fitting(given, 2 * size(given)).leftOut).toBe(0);
    expect(() => fitting({ ...content, batches: [open!] }, size({ ...content, batches: [] }) + 100)).toThrow(
      'recovery-too-large',
    );
    expect(() => fitting({ ...content, batches: [] }, 10)).toThrow('recovery-too-large');
  });

  it('is noted once the person has it', async () => {
    const device = makeDevice();
    await noteRecovery(device.store, 7);
    expect(await (await device.store.open()).get('times', 'recoveryAt')).toBe(7);
  });
});
