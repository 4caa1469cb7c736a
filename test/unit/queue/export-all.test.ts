import { expect, test } from 'vitest';
import { allParts } from '../../../components/parts/all-parts.ts';
import { exportAll } from '../../../lib/queue/export-all.ts';
import { save } from '../../../lib/queue/save.ts';
import type { AlarmRecord, LabelRecord } from '../../../lib/storage/records.ts';
import { campaignRecord, type Device, draftFor, hexOf, joined, makeDevice } from './sample.ts';

/** What one message between parts of an extension can hold. */
const most = 64 * 1024 * 1024;

/** The file, as the panel puts it together. */
async function file({ store }: Device) {
  const texts = await allParts((from) => exportAll(store, from));
  for (const text of texts) expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(most);
  // Each part becomes bytes by itself.
  return JSON.parse(Buffer.concat(texts.map((text) => Buffer.from(text))).toString());
}

const alarm = (id: string, evidence: unknown): AlarmRecord => ({
  id,
  kind: 'missing',
  campaign: null,
  epoch: 1,
  detail: 'Receipt 1 is missing.',
  seenAt: 1,
  evidence,
});

test('a profile without anything has a file too', async () => {
  const device = makeDevice();
  expect(await file(device)).toEqual({
    version: 1,
    campaigns: [],
    labels: [],
    batches: [],
    rewards: [],
    alarms: [],
  });
});

test('everything is in the file once, in parts that a message can hold, however much it is', async () => {
  const device = makeDevice();
  const campaign = campaignRecord();
  await joined(device, campaign);
  const draft = draftFor(campaign, 'one');
  const first = await save(device, draft);
  const db = await device.store.open();
  await db.put('campaigns', { ...campaign, campaign: hexOf(0x77, 32) });
  const labels: LabelRecord[] = Array.from({ length: 250 }, (_, at) => ({ ...first, id: `${at}` }));
  for (const label of labels) await db.put('labels', label);
  // Of characters that take two units, a byte off the places where parts end.
  const evidence = `-${'𝄞'.repeat(10_000_000)}`;
  await db.put('alarms', alarm('large', evidence));
  await db.put('alarms', alarm('small', null));
  const { campaigns, alarms, ...read } = await file(device);
  expect(campaigns).toEqual([{ campaign: draft.campaign, terms: expect.anything() }]);
  expect(read.labels.map(({ id }: LabelRecord) => id).sort()).toEqual(
    [first, ...labels].map(({ id }) => id).sort(),
  );
  expect(alarms.map(({ id }: AlarmRecord) => id)).toEqual(['large', 'small']);
  expect(alarms[0].evidence === evidence).toBe(true);
});
