import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeChainReader } from '../../../lib/chain/reader.ts';
import { problemOf } from '../../../lib/protocol/api/problem.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { info } from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';

let relay: HttpRelay;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  relay = await startHttpRelay((_, response) => answer(response));
});

afterEach(() => relay.stop());

const mega = 1_000_000;
const refused = (code: string, detail?: unknown) => ({ code, retry: true, ...(detail ? { detail } : {}) });
const ask = () => makeRelayClient(relay.url).ask('relay');

describe('a relay that means harm', () => {
  it('sends hundreds of times more than goes over the wire (gzip)', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * mega, ' '));
    expect(bomb.length).toBeLessThan(mega);
    answer = (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    await expect(ask()).rejects.toMatchObject(refused('relay-answer', 'more than 64000000 bytes'));
  });

  it('says that its answer is compressed when it is not', async () => {
    answer = (response) => sendJson(response, info, 200, { 'content-encoding': 'gzip' });
    await expect(ask()).rejects.toMatchObject(refused('relay-unreachable'));
  });

  it('never ends its refusal either', async () => {
    answer = (response) => {
      response.writeHead(403);
      const chunk = Buffer.alloc(mega, ' ');
      const more = () => {
        while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', more);
      };
      more();
    };
    await expect(ask()).rejects.toMatchObject(refused('relay-answer', 'more than 64000000 bytes'));
  });

  it.each([
    ['a code', { code: 'a'.repeat(mega) }],
    ['a sentence', { detail: 'a'.repeat(mega) }],
    ['a title', { title: 'a'.repeat(mega) }],
    ['another type', { retry: 'never' }],
  ])('names %s in its refusal that nobody could show', async (_, wrong) => {
    answer = (response) => sendJson(response, { ...problemOf('revoked', 'x'), ...wrong }, 403);
    await expect(ask()).rejects.toMatchObject(refused('relay-answer', 'HTTP 403'));
  });

  it.each([301, 302, 303, 307, 308])('sends a signed batch on to somebody else (%i)', async (status) => {
    const other = await startHttpRelay((_, response) => sendJson(response, { accepted: true }));
    answer = (response) => void response.writeHead(status, { location: `${other.url}/v1/batches` }).end();
    const sent = makeRelayClient(relay.url).ask('batches', { body: { secret: 1 }, token: 'token' });
    await expect(sent).rejects.toMatchObject(refused('relay-unreachable'));
    expect(other.asked).toEqual([]);
    await other.stop();
  });

  it('calls JSON what is none, and HTML what is JSON: only what it says counts', async () => {
    answer = (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify(info));
    expect(await ask()).toEqual(info);
    answer = (response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end('<script>1</script>');
    await expect(ask()).rejects.toMatchObject(refused('relay-answer'));
  });

  it.each([
    ['a list a hundred thousand deep', `{"version":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['objects as deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a number of a megabyte', `{"version":1${'0'.repeat(mega)}}`],
    [
      'a token’s name of a megabyte',
      JSON.stringify({ ...info, tokens: [{ ...info.tokens[0], symbol: 'a'.repeat(mega) }] }),
    ],
    ['an address that runs', JSON.stringify({ ...info, rpcUrl: 'javascript:alert(1)' })],
    [
      'a part of itself as a prototype',
      JSON.stringify(info).replace('"version":1', '"__proto__":{"version":1}'),
    ],
    ['arrays for objects', JSON.stringify(Object.values(info))],
    ['no content', ''],
  ])('says %s', async (_, text) => {
    answer = (response) => void response.writeHead(200).end(text);
    await expect(ask()).rejects.toMatchObject(refused('relay-answer'));
  });

  it('says a prototype beside itself, which is left out', async () => {
    const text = JSON.stringify(info).replace('{', '{"__proto__":{"later":1},');
    answer = (response) => void response.writeHead(200).end(text);
    const read = await ask();
    expect([read, Object.getPrototypeOf(read)]).toEqual([info, Object.prototype]);
  });

  it('has no content, or says that nothing changed to who did not ask', async () => {
    answer = (response) => void response.writeHead(204).end();
    await expect(ask()).rejects.toMatchObject(refused('relay-answer'));
    answer = (response) => void response.writeHead(304).end();
    await expect(ask()).rejects.toMatchObject(refused('relay-answer'));
  });
});

describe('a node that a relay names, and that means harm', () => {
  const read = () => makeChainReader({ ...info, rpcUrl: relay.url }).lastActivation();
  const result = (value: unknown) => ({ jsonrpc: '2.0', id: 1, result: value });

  it.each<[string, (response: ServerResponse) => void]>([
    [
      'never ends',
      (response) => {
        const chunk = Buffer.alloc(mega, ' ');
        const more = () => {
          while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', more);
        };
        more();
      },
    ],
    ['says a number of a megabyte', (response) => sendJson(response, result(`0x${'f'.repeat(mega)}`))],
    ['says another type', (response) => sendJson(response, result({ a: [1] }))],
    ['says HTML', (response) => void response.end('<html>')],
    [
      'fails in a megabyte',
      (response) =>
        sendJson(response, { jsonrpc: '2.0', id: 1, error: { code: 3, message: 'a'.repeat(mega) } }),
    ],
  ])('%s: chain-unavailable, or the wrong chain, in a few words', async (_, bad) => {
    answer = bad;
    const failure = await read().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^(chain-unavailable|wrong-chain)$/) });
    expect(JSON.stringify(failure).length).toBeLessThan(500);
  });
});
