import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { idOf } from './open-campaign.ts';
import { readCatalogue } from './read-catalogue.ts';
import { type Stand, startStand } from './stand.ts';
import { makeTempFolder, type TempFolder } from './temp.ts';

let temp: TempFolder | undefined;
let stand: Stand | undefined;

afterEach(async () => {
  await stand?.stop();
  await temp?.stop();
  temp = undefined;
});

async function start(): Promise<Stand> {
  temp ??= await makeTempFolder('stand');
  stand = await startStand({ dir: temp.dir, epochSeconds: 3, say: () => {} });
  return stand;
}

const listed = async ({ relay }: Stand): Promise<string[]> =>
  (await readCatalogue(relay.url)).map(({ campaign }) => campaign).sort();

test('a second start carries on with the same data', async () => {
  const first = await start();
  const before = await listed(first);
  expect(before).toEqual(first.samples.map(idOf).sort());
  await first.stop();

  const second = await start();
  expect(second.relay.url).toBe(first.relay.url);
  expect(second.site).toBe(first.site);
  expect(second.chain.url).toBe(first.chain.url);
  expect(await listed(second)).toEqual(before);
});

test('a site whose port was taken gets another, and campaigns for it', async () => {
  const first = await start();
  await first.stop();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(Number(new URL(first.site).port), '127.0.0.1', resolve));
  try {
    const second = await start();
    expect(second.site).not.toBe(first.site);
    expect(second.samples.map(({ terms }) => terms.title)).toEqual(
      first.samples.map(({ terms }) => `${terms.title}, round 2`),
    );
  } finally {
    other.close();
  }
});

test('a chain that forgot is said, and a reset offered', async () => {
  const first = await start();
  await first.stop();
  await rm(join(first.dir, 'chain'), { recursive: true });
  await expect(start()).rejects.toMatchObject({
    name: 'StandError',
    message: expect.stringMatching(
      /^Chain and database do not tell of the same past: no contract .* --reset/,
    ),
  });
});
