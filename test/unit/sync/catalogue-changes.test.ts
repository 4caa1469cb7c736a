import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { refreshCatalogue } from '../../../lib/sync/catalogue.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { sinceText, wholeText } from '../../../relay/app/catalogue/texts.ts';
import { changes, type Known, note, nothingKnown } from '../../../relay/app/catalogue/versions.ts';
import type { CatalogueEntriesTable, CatalogueVersionsTable } from '../../../relay/db/catalogue-tables.ts';
import { campaignRecord, type Device, hexOf, info, joinRecord, makeDevice } from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';
import { chainWith, fromLater, listing } from './listed.ts';

const prices = ['20000', '30000'] as const;
/** Each campaign under each of its terms; the last say something that this version does not know. */
const pool = Array.from({ length: 5 }, (_, salt) => [
  ...prices.map((price) => listing(campaignRecord({ price }, salt + 1), salt + 1)),
  fromLater(listing(campaignRecord({}, salt + 1), salt + 1)),
]);
const termsTexts = new Map<Hex, string>(
  pool.flat().map(({ termsHash, terms }) => [termsHash, canonicalText(terms)]),
);

/** The relay's own versions, as its database keeps them and a process of it knows them. */
let known: Known;
let rows: { versions: CatalogueVersionsTable[]; entries: Map<Hex, CatalogueEntriesTable> };
let relay: HttpRelay;
/** Answers in place of the relay, for what it would never say. */
let lie: ((since: string | null) => unknown) | undefined;

beforeEach(async () => {
  begin();
  lie = undefined;
  relay = await startHttpRelay(({ path, headers }, response) => {
    if (path === '/v1/relay') return sendJson(response, info);
    const since = new URL(path, 'http://relay').searchParams.get('since');
    const said = lie?.(since);
    if (said !== undefined) return sendJson(response, said, 200, { etag: '"lie"' });
    const etag = `"${known.newest.tag}"`;
    if (headers['if-none-match'] === etag) return void response.writeHead(304).end();
    const changed = since === null ? undefined : sinceText(known, termsTexts, since);
    response.writeHead(200, { etag }).end(changed ?? wholeText(known, termsTexts));
  });
});
afterEach(() => relay.stop());

function begin(): void {
  known = nothingKnown();
  rows = { versions: [], entries: new Map() };
}

let clock = 1_000_000;

function serve(listed: Listing[]): void {
  clock += 15;
  const next = changes(known, listed, clock);
  if (next === undefined) return;
  rows.versions.push(next.version);
  for (const entry of next.entries) rows.entries.set(entry.campaign, entry);
  note(known, [next.version], next.entries);
}

/** Another process answers from here on, which has read all from the database. */
function restart(): void {
  known = nothingKnown();
  note(known, rows.versions, [...rows.entries.values()]);
}

const refresh = (device: Device) =>
  refreshCatalogue({ ...device, client: makeRelayClient, chain: () => chainWith(hexOf(0, 32)) }, relay.url);
const storedIn = async ({ store }: Device) => (await store.open()).getAll('campaigns');
const newerIn = async ({ store }: Device) =>
  (await (await store.open()).getAllKeys('newer')).map(([, campaign]) => campaign);
const asked = () => relay.asked.map(({ path }) => path).filter((path) => path !== '/v1/relay');

/** What can be seen of a campaign, of a listing or of a record. */
const seen = ({
  campaign,
  terms,
  termsHash,
  refusalRate,
}: Pick<Listing, keyof Listing & ('campaign' | 'terms' | 'termsHash' | 'refusalRate')>) =>
  [campaign, terms.price, termsHash, refusalRate] as const;
const sorted = (all: readonly ReturnType<typeof seen>[]) => all.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Of each campaign: not listed, or its terms and a figure. */
const state = fc.array(fc.option(fc.record({ terms: fc.nat(2), refusalRate: fc.nat(2) })), {
  minLength: pool.length,
  maxLength: pool.length,
});
const step = fc.record({ state, syncs: fc.subarray([0, 1]), restarts: fc.boolean() });

describe('changes of a catalogue', () => {
  it('add up to the whole, whatever was missed in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        begin();
        const devices = [makeDevice(), makeDevice()];
        const before = asked().length;
        for (const { state, syncs, restarts } of steps) {
          const listed = state.flatMap((one, at) =>
            one === null ? [] : [{ ...pool[at]![one.terms]!, refusalRate: one.refusalRate }],
          );
          serve(listed);
          if (restarts) restart();
          for (const at of syncs) {
            await refresh(devices[at]!);
            const stored = await storedIn(devices[at]!);
            const readable = listed.filter(({ terms }) => !('fromLater' in terms));
            expect(sorted(stored.map(seen))).toEqual(sorted(readable.map(seen)));
            expect(await newerIn(devices[at]!)).toEqual(
              listed.flatMap((one) => (readable.includes(one) ? [] : [one.campaign])).toSorted(),
            );
          }
        }
        const wholes = asked()
          .slice(before)
          .filter((path) => path === '/v1/campaigns');
        expect(wholes).toHaveLength(
          devices.filter((_, at) => steps.some(({ syncs }) => syncs.includes(at))).length,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are all that is fetched again, and terms only when they are new', async () => {
    const [[first], [second, amended]] = pool as [Listing[], [Listing, Listing]] & Listing[][];
    const device = makeDevice();
    serve([first!, second]);
    await refresh(device);
    serve([{ ...first!, refusalRate: 7 }, amended]);
    const { tag } = rows.versions[0]!;
    const told = JSON.parse(sinceText(known, termsTexts, tag)!);
    expect(told.campaigns.map(({ terms }: Partial<Listing>) => terms?.price)).toEqual([undefined, '30000']);
    await refresh(device);
    expect(asked()).toEqual(['/v1/campaigns', `/v1/campaigns?since=${tag}`]);
  });

  it('that are too long ago are told by the whole', async () => {
    const device = makeDevice();
    serve([pool[0]![0]!]);
    await refresh(device);
    clock += 4 * 86_400;
    serve([pool[1]![0]!]);
    serve([pool[2]![0]!]);
    expect(sinceText(known, termsTexts, rows.versions[0]!.tag)).toBeUndefined();
    await refresh(device);
    expect((await storedIn(device)).map(seen)).toEqual([seen(pool[2]![0]!)]);
  });

  const told = ({ terms: _, ...rest }: Listing) => rest;
  const empty = { version: 1, updatedAt: 1, campaigns: [] as unknown[], gone: [] as Hex[] };

  it.each<[string, (since: string) => unknown]>([
    ['speak of what is not stored', (since) => ({ ...empty, since, campaigns: [told(pool[3]![0]!)] })],
    ['have other terms by name alone', (since) => ({ ...empty, since, campaigns: [told(pool[0]![1]!)] })],
    ['are of another cursor', () => ({ ...empty, since: 'another' })],
  ])('that %s are not believed: the whole is read, once', async (_, say) => {
    const device = makeDevice();
    serve([pool[0]![0]!]);
    await refresh(device);
    lie = (since) => (since === null ? undefined : say(since));
    serve([pool[1]![0]!]);
    await refresh(device);
    expect((await storedIn(device)).map(seen)).toEqual([seen(pool[1]![0]!)]);
    expect(asked()).toHaveLength(3);
  });

  it('in place of a whole are nothing, and asked for no further', async () => {
    const device = makeDevice();
    lie = () => ({ ...empty, since: 'never', gone: [] });
    expect(await refresh(device)).toMatchObject({ etag: null });
    expect(asked()).toHaveLength(1);
  });

  it('with terms that do not hash to what is named are not stored; what is ours or another’s never goes', async () => {
    const device = makeDevice();
    serve([pool[0]![0]!, pool[1]![0]!]);
    await refresh(device);
    const db = await device.store.open();
    await db.put('joins', joinRecord(pool[0]![0]!.campaign));
    const others = campaignRecord({}, 9);
    await db.put('campaigns', { ...others, relay: 'https://other.example' });
    const forged = { ...pool[2]![0]!, terms: pool[2]![1]!.terms };
    const gone = [pool[0]![0]!.campaign, pool[1]![0]!.campaign, others.campaign];
    lie = (since) => ({ ...empty, since, campaigns: [forged], gone });
    await refresh(device);
    const left = (await storedIn(device)).map(({ campaign }) => campaign);
    expect(new Set(left)).toEqual(new Set([pool[0]![0]!.campaign, others.campaign]));
  });
});
