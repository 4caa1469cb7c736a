import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshRelay } from '../../../lib/storage/fresh-relay.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { lookAtRelays, relayUrl } from '../../../lib/sync/use-relay.ts';
import { campaignRecord, hexOf, info, makeDevice } from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';
import { chainWith, listing } from './listed.ts';

describe('what people paste as a relay', () => {
  it.each([
    ['https://relay.example', 'https://relay.example'],
    [' https://relay.example/ ', 'https://relay.example'],
    ['relay.example', 'https://relay.example'],
    ['relay.example:8443', 'https://relay.example:8443'],
    ['https://relay.example/c/0x12?x=1#y', 'https://relay.example'],
    ['https://user:secret@relay.example/', 'https://relay.example'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://127.0.0.1:8787/c/1', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('%s', (pasted, url) => {
    expect(relayUrl(pasted)).toBe(url);
  });

  it.each([
    '',
    ' ',
    'http://relay.example',
    'http://localhost.evil.example',
    'ftp://relay.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'chrome-extension://abc/',
    'https://',
    'two words',
  ])('not %j', (pasted) => {
    expect(() => relayUrl(pasted)).toThrow(
      expect.objectContaining({ code: 'not-a-relay-address', retry: false }),
    );
  });
});

describe('looking for new campaigns', () => {
  const offered = listing(campaignRecord());
  let well: HttpRelay;
  let broken: HttpRelay;
  beforeEach(async () => {
    well = await startHttpRelay(({ headers }, response) =>
      headers['if-none-match'] === '"one"'
        ? void response.writeHead(304).end()
        : sendJson(response, { version: 1, updatedAt: 1, campaigns: [offered] }, 200, { etag: '"one"' }),
    );
    broken = await startHttpRelay((_, response) => void response.writeHead(500).end());
  });
  afterEach(() => Promise.all([well.stop(), broken.stop()]));

  async function using(failures: number) {
    const device = makeDevice();
    const db = await device.store.open();
    await db.put('relays', freshRelay(well.url, info));
    await db.put('relays', { ...freshRelay(broken.url, info), failures });
    const look = () =>
      lookAtRelays({ ...device, client: makeRelayClient, chain: () => chainWith(hexOf(0, 32)) });
    return { db, look };
  }

  it('tells what one relay has when another fails', async () => {
    const { db, look } = await using(0);
    expect(await look()).toBe(true);
    expect(await db.getAllKeys('campaigns')).toEqual([offered.campaign]);
    expect(await look()).toBe(false);
  });

  it('leaves a relay that failed to its next sync, which waits longer each time', async () => {
    const { look } = await using(3);
    await look();
    await look();
    expect([well.asked.length, broken.asked.length]).toEqual([2, 0]);
  });
});
