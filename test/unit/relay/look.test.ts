import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Looking, look } from '../../../relay/confirm/look.ts';
import { NoSuchHost } from '../../../relay/confirm/resolve.ts';

/** A real server under the names that the resolver below gives it; whoever reaches it is written down. */
let server: Server;
let port: number;
const met: IncomingMessage[] = [];
const resolved: string[] = [];
/** What names mean. */
const names = new Map<string, string[] | Error>();
const answers: { [path: string]: (response: ServerResponse, at: number) => void } = {
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>'),
  '/missing': (response) => response.writeHead(404).end(),
  '/removed': (response) => response.writeHead(410).end(),
  '/forbidden': (response) => response.writeHead(403).end('captcha'),
  '/late': (response) => response.writeHead(429).end(),
  '/broken': (response) => response.writeHead(503).end(),
  '/empty': (response) => response.writeHead(204).end(),
  '/program': (response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('MZ'),
  '/silent': () => {},
  '/endless': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const more = () => response.write('x'.repeat(65_536), (error) => error ?? setImmediate(more));
    more();
  },
  '/wide': (response) => response.writeHead(200, { 'x-wide': 'x'.repeat(20_000) }).end(),
  '/cookie': (response) =>
    response.writeHead(302, { location: '/page', 'set-cookie': 'session=1; path=/' }).end(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    met.push(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x.invalid');
    const to = searchParams.get('to');
    if (to !== null) response.writeHead(302, { location: to }).end();
    else (answers[pathname] ?? answers['/page'])!(response, met.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: Partial<AddressInfo> = Object(server.address());
  port = address.port ?? 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  met.length = 0;
  resolved.length = 0;
  names.clear();
  for (const name of ['news.example', 'www.news.example', 'other.example']) names.set(name, ['127.0.0.1']);
});

const resolve = async (host: string) => {
  resolved.push(host);
  const meaning = names.get(host) ?? new NoSuchHost(host);
  if (meaning instanceof Error) throw meaning;
  return meaning;
};
const origins = () =>
  new Set(['news.example', 'www.news.example', 'other.example'].map((host) => `http://${host}:${port}`));
const site = (path: string) => `http://news.example:${port}${path}`;
const looking = (given: Partial<Looking> = {}): Looking => ({
  resolve,
  origins: origins(),
  agent: 'Glosa-relay (+https://relay.test)',
  limit: 2000,
  ...given,
});
const seen = (address: string, given?: Partial<Looking>) =>
  look(address, looking(given), new AbortController().signal);

describe('what a server says', () => {
  test.each([
    ['/page', { outcome: 'exists' }],
    ['/missing', { outcome: 'gone', status: 404 }],
    ['/removed', { outcome: 'gone', status: 410 }],
  ])('%s', async (path, said) => expect(await seen(site(path))).toEqual(said));

  test.each(['/forbidden', '/late', '/broken', '/empty', '/program', '/wide'])(
    'that is neither: %s',
    async (path) => expect(await seen(site(path))).toMatchObject({ outcome: 'unknown' }),
  );

  test('nothing: it is asked no longer than the limit', async () => {
    const begun = performance.now();
    expect(await seen(site('/silent'), { limit: 300 })).toEqual({
      outcome: 'unknown',
      why: 'it took too long',
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test('without end: nothing of the body is read', async () => {
    expect(await seen(site('/endless'))).toEqual({ outcome: 'exists' });
    await expect.poll(() => met[0]?.socket.destroyed).toBe(true);
  });

  test('a name that does not exist is gone; name servers that fail say nothing', async () => {
    names.set('news.example', new NoSuchHost('news.example'));
    expect(await seen(site('/page'))).toEqual({ outcome: 'gone', status: 0 });
    names.set('news.example', new Error('SERVFAIL'));
    expect(await seen(site('/page'))).toMatchObject({ outcome: 'unknown' });
  });

  test('nobody listens: unknown', async () => {
    const closed = createSocketServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const { port: free }: Partial<AddressInfo> = Object(closed.address());
    await new Promise((done) => closed.close(done));
    const origin = `http://news.example:${free}`;
    expect(await seen(`${origin}/page`, { origins: new Set([origin]) })).toMatchObject({
      outcome: 'unknown',
    });
  });
});

test('who asks is said; no cookie, referrer, credential or kept connection', async () => {
  await seen(site('/cookie?id=7'));
  expect(met.map(({ url }) => url)).toEqual(['/cookie?id=7', '/page']);
  for (const { method, headers } of met) {
    expect(method).toBe('GET');
    expect(headers).toEqual({
      host: `news.example:${port}`,
      'user-agent': 'Glosa-relay (+https://relay.test)',
      accept: 'text/html, */*;q=0.5',
      connection: 'close',
    });
  }
  const secret = site('/page').replace('//', '//user:secret@');
  expect(await seen(secret)).toEqual({ outcome: 'unknown', why: 'it carries credentials' });
  expect(met).toHaveLength(2);
});

describe('where it never goes', () => {
  const closedTo = { origins: new Set<string>() };

  test.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['fd00:ec2::254'],
  ])('a name that means %s', async (address) => {
    names.set('news.example', [address]);
    expect(await seen('http://news.example/page', closedTo)).toEqual({
      outcome: 'unknown',
      why: 'it is no public address',
    });
  });

  test('a name that means a public address and a private one', async () => {
    names.set('news.example', ['8.8.8.8', '127.0.0.1']);
    expect(await seen('http://news.example/page', closedTo)).toMatchObject({
      why: 'it is no public address',
    });
  });

  test.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://[::1]',
    'http://[::ffff:7f00:1]',
  ])('an address as %s', async (origin) =>
    expect(await seen(`${new URL(origin).origin}/page`, closedTo)).toMatchObject({
      why: 'it is no public address',
    }),
  );

  test.each(['http://news.example:8787/x', 'https://news.example:22/x'])('a port: %s', async (address) =>
    expect(await seen(address, closedTo)).toMatchObject({ why: 'its port is not looked at' }),
  );

  test.each(['ftp://news.example/x', 'file:///etc/passwd', 'data:text/html,x'])(
    'a scheme: %s',
    async (to) => {
      expect(await seen(to)).toMatchObject({ why: 'its scheme is not looked at' });
      expect(await seen(site(`/from?to=${encodeURIComponent(to)}`))).toMatchObject({
        why: 'its scheme is not looked at',
      });
    },
  );

  test.each([
    ['an address of this machine', () => `http://127.0.0.1:${port}/page`, 'its port is not looked at'],
    ['a private address', () => 'http://192.168.0.1/page', 'it is no public address'],
    ['the metadata', () => 'http://169.254.169.254/latest', 'it is no public address'],
    ['a name that means a private address', () => 'http://inside.example/', 'it is no public address'],
    ['credentials', () => `http://user:secret@news.example:${port}/page`, 'it carries credentials'],
  ])('by a redirect to %s', async (_, to, why) => {
    names.set('inside.example', ['10.0.0.1']);
    expect(await seen(site(`/from?to=${encodeURIComponent(to())}`))).toEqual({ outcome: 'unknown', why });
    expect(met).toHaveLength(1);
  });

  test('where a name leads after it was judged: it is asked for once, and only what was judged is connected to', async () => {
    let asked = 0;
    const turning = async () => (asked++ === 0 ? ['192.0.2.1'] : ['127.0.0.1']);
    const given = { resolve: turning, limit: 300, origins: origins() };
    // 192.0.2.1 answers nobody; were the name resolved again to connect, the server on this machine would say 200.
    expect(await seen(site('/page'), given)).toMatchObject({ outcome: 'unknown' });
    expect(asked).toBe(1);
    expect(met).toHaveLength(0);
    // That it would is shown by its own address.
    await new Promise<void>((done, fail) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(done)).on('error', fail);
    });
  });
});

describe('redirects', () => {
  const chain = (...to: string[]) =>
    to.reduceRight((last, one) => `${one}?to=${encodeURIComponent(last)}`, '/page');

  test('three are followed, not a fourth; each name is asked for anew', async () => {
    expect(await seen(site(chain('/a', '/b', '/c')))).toEqual({ outcome: 'exists' });
    expect(resolved).toHaveLength(4);
    expect(await seen(site(chain('/a', '/b', '/c', '/d')))).toEqual({
      outcome: 'unknown',
      why: 'too many redirects',
    });
  });

  test.each([
    ['to the front page', () => '/'],
    ['to a sign-in', () => '/account/login?next=1'],
    ['to another site', () => `http://other.example:${port}/page`],
    ['to another site that misses it', () => `http://other.example:${port}/missing`],
    ['to a name that does not exist', () => 'http://nowhere.example/'],
  ])('%s say nothing of the page', async (_, to) =>
    expect(await seen(site(`/a?to=${encodeURIComponent(to())}`))).toMatchObject({ outcome: 'unknown' }),
  );

  test('to the same site with www, and to a page that is not there', async () => {
    const www = (path: string) => encodeURIComponent(`http://www.news.example:${port}${path}`);
    expect(await seen(site(`/a?to=${www('/page')}`))).toEqual({ outcome: 'exists' });
    expect(await seen(site(`/a?to=${www('/missing')}`))).toEqual({ outcome: 'gone', status: 404 });
  });
});

test('a relay that stops takes back what is under way', async () => {
  const stop = new AbortController();
  const looked = look(site('/silent'), looking(), stop.signal);
  setTimeout(() => stop.abort(new Error('stop')), 50);
  await expect(looked).rejects.toThrow('stop');
});
