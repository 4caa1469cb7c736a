import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../../../lib/protocol/api/problem.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { info } from '../queue/sample.ts';
import { type Asked, type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';

let relay: HttpRelay;
let answer: (response: ServerResponse, asked: Asked) => void;

beforeEach(async () => {
  answer = (response) => sendJson(response, info);
  relay = await startHttpRelay((asked, response) => answer(response, asked));
});

afterEach(() => relay.stop());

const ask = (timeoutMs = 2_000) => makeRelayClient(relay.url, fetch, timeoutMs).ask('relay');

describe('the relay client', () => {
  it('parses what a relay says, and tells nothing that was not asked for', async () => {
    expect(await ask()).toEqual(info);
    const [{ headers, path }] = relay.asked as [Asked];
    expect(path).toBe('/v1/relay');
    for (const name of ['cookie', 'referer', 'authorization', 'if-none-match'])
      expect(headers[name]).toBeUndefined();
  });

  it('sends session, path and body where they belong', async () => {
    answer = (response) => sendJson(response, { accepted: true });
    const client = makeRelayClient(relay.url);
    await client.ask('delegations', { body: { a: 1 }, token: 'token' });
    await client.text('/v1/epochs/7');
    await client.file(`0x${'ab'.repeat(32)}`);
    expect(relay.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/delegations',
      'GET /v1/epochs/7',
      `GET /v1/files/0x${'ab'.repeat(32)}`,
    ]);
    expect(relay.asked[0]?.headers.authorization).toBe('Bearer token');
    expect(relay.asked[0]?.headers['content-type']).toBe('application/json');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['redirects', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['closes without an answer', (response) => void response.destroy()],
  ])('relay-unreachable when it %s', async (_, bad) => {
    answer = bad;
    await expect(ask()).rejects.toMatchObject({ code: 'relay-unreachable', retry: true });
    expect(relay.asked).toHaveLength(1);
  });

  it('relay-unreachable when nobody is there', async () => {
    const gone = makeRelayClient('http://127.0.0.1:9');
    await expect(gone.ask('relay')).rejects.toMatchObject({ code: 'relay-unreachable', retry: true });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['no headers', () => {}],
    [
      'a slow body',
      (response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('does not wait for ever: %s', async (_, slow) => {
    answer = slow;
    const start = performance.now();
    await expect(ask(200)).rejects.toMatchObject({ code: 'relay-unreachable', retry: true });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each<[string, string | Uint8Array]>([
    ['HTML', '<html>Sign in</html>'],
    ['nothing', ''],
    ['half of it', JSON.stringify(info).slice(0, 40)],
    ['other JSON', '{"hello":"world"}'],
    ['a key twice', `{"version":1,${JSON.stringify(info).slice(1)}`],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['deep nesting', '['.repeat(100_000)],
  ])('relay-answer when it says %s', async (_, text) => {
    answer = (response) => void response.writeHead(200).end(text);
    await expect(ask()).rejects.toMatchObject({ code: 'relay-answer', retry: true });
  });

  it('reads an answer in which a later relay says more, and says so where it is of another version', async () => {
    answer = (response) => sendJson(response, { ...info, operator: { name: 'Later' } });
    expect(await ask()).toEqual(info);
    answer = (response) => sendJson(response, { version: 2, chains: [info] });
    await expect(ask()).rejects.toMatchObject({ code: 'relay-newer', retry: true, detail: '/v1/relay' });
  });

  it('drops a huge answer while it arrives', async () => {
    let sent = 0;
    answer = (response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(1_000_000, ' ');
      const more = () => {
        while (!response.destroyed && sent < 400_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    await expect(ask(20_000)).rejects.toMatchObject({
      code: 'relay-answer',
      detail: 'more than 64000000 bytes',
    });
    expect(sent).toBeLessThan(100_000_000);
  });

  it('throws the problem that the relay names', async () => {
    answer = (response) => sendJson(response, problemOf('revoked', 'The account revoked it'), 403);
    await expect(ask()).rejects.toMatchObject({
      code: 'revoked',
      retry: false,
      detail: 'The account revoked it',
    });
    answer = (response) => sendJson(response, problemOf('unavailable'), 503);
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable', retry: true });
  });

  it.each([400, 404, 500, 502])('keeps trying when a proxy says %i without a problem', async (status) => {
    answer = (response) => void response.writeHead(status).end('<html>');
    await expect(ask()).rejects.toMatchObject({
      code: 'relay-answer',
      retry: true,
      detail: `HTTP ${status}`,
    });
  });

  it('asks with the ETag, and hears that nothing changed', async () => {
    const catalogue = { version: 1, updatedAt: 1, campaigns: [] };
    answer = (response, { headers }) =>
      headers['if-none-match'] === '"a"'
        ? response.writeHead(304).end()
        : sendJson(response, catalogue, 200, { etag: '"a"' });
    const client = makeRelayClient(relay.url);
    const got = await client.catalogue(null);
    expect(got).toEqual({ value: catalogue, etag: '"a"' });
    expect(await client.catalogue(got!.etag)).toBeUndefined();
  });
});
