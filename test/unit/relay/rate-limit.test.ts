import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { clientOf } from '../../../relay/app/client-address.ts';
import { rateLimit } from '../../../relay/app/rate-limit.ts';

describe('a client', () => {
  const app = (proxies: number) =>
    new Hono().get('/', (exchange) => exchange.json({ client: clientOf(exchange, proxies) ?? null }));
  const client = async (proxies: number, peer: string, forwarded?: string) => {
    const env = { incoming: { socket: { remoteAddress: peer } } } as HttpBindings;
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const response = await app(proxies).request('/', { headers }, env);
    return (await response.json()).client;
  };

  test('is the peer; what it writes of itself is not believed', async () => {
    expect(await client(0, '203.0.113.9')).toBe('203.0.113.9');
    expect(await client(0, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
    expect(await client(0, '::ffff:203.0.113.9')).toBe('203.0.113.9');
  });

  test('is what the outermost proxy of ours saw, whatever stands before', async () => {
    expect(await client(1, '127.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(await client(1, '127.0.0.1', '1.1.1.1, 2.2.2.2, 198.51.100.1')).toBe('198.51.100.1');
    expect(await client(2, '10.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.2')).toBe('198.51.100.1');
    expect(await client(2, '10.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(await client(1, '203.0.113.9')).toBe('203.0.113.9');
    expect(await client(1, '127.0.0.1', '198.51.100.1:4711')).toBe('198.51.100.1');
    expect(await client(1, '127.0.0.1', '[2001:db8::1]:4711')).toBe('2001:db8:0:0');
  });

  test('of IPv6 is a network of 64 bits, in one spelling', async () => {
    const network = '2001:db8:0:7';
    for (const address of ['2001:db8:0:7::1', '2001:DB8:0000:0007:ffff:1:2:3', '2001:db8::7:0:0:0:9'])
      expect(await client(0, address)).toBe(network);
    expect(await client(0, '::2')).toBe('0:0:0:0');
  });

  test('of this machine is nobody: behind a proxy that is not configured all look alike', async () => {
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await client(0, peer)).toBeNull();
    const response = await app(0).request('/');
    expect((await response.json()).client).toBeNull();
  });
});

describe('a limit', () => {
  test('lets so many pass in a minute, evenly, each client by itself', () => {
    const { take } = rateLimit(60);
    for (let n = 0; n < 60; n++) expect(take('a', 0)).toBe(0);
    expect(take('a', 0)).toBe(1);
    expect(take('b', 0)).toBe(0);
    expect(take('a', 999)).toBe(1);
    expect(take('a', 1000)).toBe(0);
    expect(take('a', 1000)).toBe(1);
    for (let n = 0; n < 60; n++) expect(take('a', 10_000_000)).toBe(0);
    expect(take('a', 10_000_000)).toBe(1);
  });

  test('says how long to wait', () => {
    const { take } = rateLimit(2);
    take('a', 0);
    take('a', 0);
    expect(take('a', 0)).toBe(30);
    expect(take('a', 29_999)).toBe(1);
    expect(take('a', 30_000)).toBe(0);
  });

  test('forgets who has not asked for long when there are too many', () => {
    const { take } = rateLimit(1);
    take('first', 0);
    for (let n = 0; n < 50_000; n++) take(`client ${n}`, 0);
    expect(take('client 49999', 0)).toBe(60);
    expect(take('first', 0)).toBe(0);
  });
});
