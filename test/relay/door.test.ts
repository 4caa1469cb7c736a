import fc from 'fast-check';
import { hashMessage } from 'viem/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import { relayInfo } from '../../lib/protocol/api/relay.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import { emptyFilter, taskFilterOf } from '../../lib/protocol/api/task-filter.ts';
import { createApp } from '../../relay/app/app.ts';
import { chainClient } from '../../relay/chain/client.ts';
import { openDatabase, openIngestPool } from '../../relay/db/database.ts';
import { article, makeKey, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

async function refused(path: string, init: RequestInit) {
  const response = await scene.app.request(path, init);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const read = parseJson(problem, await response.text());
  if (!read.ok) throw new Error(read.detail);
  expect(read.value.status).toBe(response.status);
  return read.value;
}

const postedRoutes = Object.values(routes).filter((route) => route.method === 'POST');

describe('what bad input gets: refused before work is done', () => {
  const corpus: [string, string][] = [
    ['nothing', ''],
    ['not JSON', '{'],
    ['another type', '[]'],
    ['a number', '7'],
    ['deep nesting', '['.repeat(100_000)],
    ['a huge number', '{"batch":1e400}'],
    ['a number that rounds', '{"batch":12345678901234567890}'],
    ['a key twice', '{"batch":{},"batch":{}}'],
    ['a lone surrogate', '{"batch":"\\ud800"}'],
    ['NUL', '{"batch":"\\u0000"}'],
    ['a prototype', '{"__proto__":{"batch":{}},"labels":[]}'],
    ['an unknown field', '{"batch":{},"signature":"0x","labels":[],"more":1}'],
  ];
  for (const route of postedRoutes.filter((route) => !('session' in route)))
    test(`${route.path}`, async () => {
      for (const [what, body] of corpus) {
        const { code, retry, status } = await refused(route.path, { method: 'POST', body });
        expect([what, code, retry]).toEqual([what, status === 413 ? 'too-large' : 'malformed', false]);
      }
    });

  test('bytes that are not UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    expect(await refused('/v1/batches', { method: 'POST', body })).toMatchObject({ code: 'malformed' });
  });

  test('too large by its own word, or while it streams', async () => {
    const declared = { method: 'POST', body: '{}', headers: { 'content-length': '5000000' } };
    expect(await refused('/v1/batches', declared)).toMatchObject({ status: 413, retry: false });
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000).fill(0x20));
      },
    });
    const init = { method: 'POST', body: endless, duplex: 'half' } as const;
    expect(await refused('/v1/delegations', init)).toMatchObject({ code: 'too-large', status: 413 });
    expect(pulled).toBeLessThan(20);
  });

  test('a field of every batch, changed in any way, is never received', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const good = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const paths = leafPaths(good);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), async (path, value) => {
        const copy = structuredClone(good);
        const before = setAt(copy, path, value);
        fc.pre(JSON.stringify(before) !== JSON.stringify(value));
        const { status } = await scene.post('/v1/batches', copy);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
    expect((await scene.post('/v1/batches', good)).status).toBe(200);
  });

  test('unknown paths and hashes', async () => {
    for (const path of [
      '/',
      '/v1/nothing',
      '/v1/epochs/0',
      '/v1/epochs/9',
      '/v1/epochs/1e3',
      '/v1/files/0x00',
    ])
      expect(await refused(path, {})).toMatchObject({ code: 'not-found', status: 404 });
  });
});

function leafPaths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leafPaths(inner, [...path, name]));
}

function setAt(root: unknown, path: (string | number)[], value: unknown): unknown {
  let node: unknown = root;
  for (const name of path.slice(0, -1)) node = Reflect.get(Object(node), name);
  const last = path.at(-1) ?? '';
  const before = Reflect.get(Object(node), last);
  Reflect.set(Object(node), last, value);
  return before;
}

describe('anybody may ask', () => {
  test('CORS: any origin, no credentials, preflight with authorization', async () => {
    const preflight = await scene.app.request('/v1/me/labels', {
      method: 'OPTIONS',
      headers: {
        origin: 'chrome-extension://abc',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const problemResponse = await scene.app.request('/v1/me/labels', {
      headers: { origin: 'https://a.example' },
    });
    expect(problemResponse.status).toBe(401);
    expect(problemResponse.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('health, readiness, what the relay serves', async () => {
    expect((await scene.app.request('/healthz')).status).toBe(200);
    expect(await (await scene.app.request('/readyz')).json()).toEqual({ database: true, chain: true });
    const read = parseJson(relayInfo, await (await scene.app.request('/v1/relay')).text());
    expect(read).toMatchObject({ ok: true, value: { epoch: 1, escrow: scene.config.ESCROW, timelock: 1 } });
  });

  test('P7: the catalogue shows what is funded, with a tag', async () => {
    const opened = await scene.openCampaign();
    const poor = await scene.openCampaign({}, 10_000n);
    const first = await scene.app.request('/v1/campaigns');
    const text = await first.text();
    const read = parseJson(catalogue, text);
    if (!read.ok) throw new Error(read.detail);
    const listed = read.value.campaigns.find(({ campaign }) => campaign === opened.campaign);
    expect(listed).toMatchObject({
      terms: opened.terms,
      salt: opened.salt,
      funding: { deposited: '10000000', released: '0', free: '9500000' },
      closedTasks: emptyFilter,
    });
    expect(text).not.toContain(poor.campaign);
    const etag = first.headers.get('etag') ?? '';
    const again = await scene.app.request('/v1/campaigns', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
    const changed = await scene.app.request('/v1/campaigns', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    const { task } = makeLabel(opened.campaign, article(1));
    expect(await changed.text()).toContain(`"closedTasks":"${taskFilterOf([task])}"`);
  });
});

describe('campaigns: the hash and the deposit on chain are the proof', () => {
  const codeOf = async (salt: string, terms: unknown) => {
    const { text } = await scene.post('/v1/campaigns', { salt, terms });
    return JSON.parse(text);
  };

  test('not on chain, other terms, another escrow or chain', async () => {
    const { terms, salt } = await scene.openCampaign();
    const other = `0x${'33'.repeat(32)}`;
    expect(await codeOf(other, terms)).toMatchObject({ code: 'not-funded', retry: true });
    expect(await codeOf(salt, { ...terms, title: 'Else' })).toMatchObject({
      code: 'unknown-terms',
      retry: false,
    });
    const escrow = `0x${'44'.repeat(20)}`;
    expect(await codeOf(salt, { ...terms, escrow })).toMatchObject({ code: 'malformed', retry: false });
    expect(await codeOf(salt, { ...terms, chainId: 1 })).toMatchObject({ code: 'malformed', retry: false });
  });

  test('terms that ask people for a secret are refused with the words', async () => {
    const { terms, salt } = await scene.openCampaign();
    const asking = { ...terms, instructions: 'Read the article.\n\nThen enter your password.' };
    expect(await codeOf(salt, asking)).toMatchObject({
      code: 'asks-secret',
      retry: false,
      detail: expect.stringContaining('enter your password'),
    });
    const about = { ...terms, instructions: 'Mark where the article mentions a password leak.' };
    expect(await codeOf(salt, about)).toMatchObject({ code: 'unknown-terms' });
  });

  test('a policy under which nobody could be paid as it says is refused with the reason', async () => {
    const { terms, salt } = await scene.openCampaign();
    const better = { ...terms, policy: { ...terms.policy, pay: 'better-than-guess' } };
    expect((await codeOf(salt, better)).detail).toContain('at least 3 labels');
    const full = { ...better.policy, redundancy: { min: 3, max: 3 }, hold: { scored: 3, golds: 1 } };
    expect((await codeOf(salt, { ...terms, policy: full })).detail).toContain('0 golds');
    const held = { ...terms, policy: { ...terms.policy, hold: { scored: 3, golds: 0 } } };
    expect((await codeOf(salt, held)).detail).toContain('hold');
  });

  test('P12: what a campaign says is data: all-sites, expressions and scripts are refused or stay text', async () => {
    const { terms, salt } = await scene.openCampaign();
    for (const pattern of [
      '*://*/*',
      '<all_urls>',
      'https://*/*',
      'https://*.com/*',
      'javascript:alert(1)',
      '/.*/',
    ])
      expect(
        await codeOf(salt, { ...terms, universe: { kind: 'pattern', patterns: [pattern] } }),
      ).toMatchObject({
        code: 'malformed',
        retry: false,
      });
    const greedy = `https://news.example/${'a*'.repeat(3)}b`;
    const title = '<script>alert(1)</script>';
    const opened = await scene.openCampaign({ title, universe: { kind: 'pattern', patterns: [greedy] } });
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const start = performance.now();
    const { refused: list } = await labeler.send(opened, [
      makeLabel(opened.campaign, `https://news.example/${'a'.repeat(2000)}`),
    ]);
    expect(list).toEqual([[0, 'bad-task']]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('sessions', () => {
  const signed = async (
    device: ReturnType<typeof makeKey>,
    given: Partial<Parameters<typeof sessionMessage>[0]>,
  ) => {
    const message = sessionMessage({
      relay: relayUrl,
      key: device.address,
      chainId: scene.context.place.chainId,
      nonce: Math.random().toString(36).slice(2, 14).padEnd(12, '0'),
      issuedAt: scene.context.now(),
      ...given,
    });
    return { message, signature: await device.sign(hashMessage(message)) };
  };
  const codeOf = async (request: unknown) => {
    const { status, text } = await scene.post('/v1/sessions', request);
    return status === 200 ? 200 : JSON.parse(text).code;
  };

  test('good once, for this relay, within five minutes, by a key that an account named', async () => {
    const opened = await scene.openCampaign();
    const { join, device, revoke } = makeLabeler(scene);
    expect(await codeOf(await signed(device, {}))).toBe('unknown-key');
    await join(opened);
    const good = await signed(device, {});
    expect(await codeOf(good)).toBe(200);
    expect(await codeOf(good)).toBe('unauthorized');
    expect(await codeOf(await signed(device, { relay: 'https://evil.example' }))).toBe('unauthorized');
    expect(await codeOf(await signed(device, { chainId: 1 }))).toBe('unauthorized');
    expect(await codeOf(await signed(device, { issuedAt: scene.context.now() - 400 }))).toBe('unauthorized');
    expect(await codeOf(await signed(device, { issuedAt: scene.context.now() + 400 }))).toBe('unauthorized');
    const { message } = await signed(device, {});
    expect(await codeOf({ message, signature: await makeKey().sign(hashMessage(message)) })).toBe(
      'bad-signature',
    );
    const extended = `${message}\nResources:\n- https://a.example`;
    expect(await codeOf({ message: extended, signature: await device.sign(hashMessage(extended)) })).toBe(
      'unauthorized',
    );
    expect(await codeOf({ message: 'hello', signature: good.signature })).toBe('unauthorized');
    await revoke(device.address);
    expect(await codeOf(await signed(device, {}))).toBe('revoked');
  });

  test('ends after a day, and when its key is revoked', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const headers = await labeler.openSession();
    const status = async () => (await scene.app.request('/v1/me/labels', { headers })).status;
    expect(await status()).toBe(200);
    scene.skew.seconds = 25 * 3600;
    expect(await status()).toBe(401);
    scene.skew.seconds = 0;
    await labeler.revoke(labeler.device.address);
    expect(await status()).toBe(401);
  });

  test('own labels by cursor: nobody else’s, none twice, none left out', async () => {
    const opened = await scene.openCampaign({}, 100_000_000n);
    const [labeler, stranger] = [makeLabeler(scene), makeLabeler(scene)];
    await labeler.join(opened);
    await stranger.join(opened);
    await stranger.send(opened, [makeLabel(opened.campaign, article('stranger'))]);
    const headers = await labeler.openSession();
    for (let from = 0; from < 600; from += 200)
      await labeler.send(
        opened,
        Array.from({ length: 200 }, (_, n) => makeLabel(opened.campaign, article(from + n))),
      );
    await labeler.send(opened, [makeLabel(opened.campaign, 'https://elsewhere.example/')]);
    const seen: { number: number; index: number; state: string }[] = [];
    let cursor = '';
    for (let more = true; more; ) {
      const response = await scene.app.request(`/v1/me/labels?since=${cursor}`, { headers });
      const answer = parseJson(routes.ownLabels.answer, await response.text());
      if (!answer.ok) throw new Error(answer.detail);
      seen.push(...answer.value.labels);
      ({ cursor, more } = answer.value);
    }
    expect(seen).toHaveLength(601);
    expect(new Set(seen.map(({ number, index }) => `${number}/${index}`)).size).toBe(601);
    expect(seen.at(-1)).toMatchObject({ state: 'refused', code: 'bad-task' });
    const bad = await scene.app.request('/v1/me/labels?since=xyz', { headers });
    expect(bad.status).toBe(400);
  });
});

test('P13: logs name no page, no body, no person', async () => {
  const opened = await scene.openCampaign();
  const labeler = makeLabeler(scene);
  await labeler.join(opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article('secret-page'))]);
  const text = scene.logged.join('');
  expect(text).toContain('/v1/batches');
  for (const secret of [
    'secret-page',
    'news.example',
    labeler.account.address,
    labeler.payTo,
    labeler.device.address,
  ])
    expect(text).not.toContain(secret);
});

describe('when a part is gone', () => {
  const answerOf = async (context: Scene['context'], path: string, body: unknown) => {
    const response = await createApp(context).request(path, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };

  test('database: 503, try again; not ready', async () => {
    const opened = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join(opened);
    const request = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
    const gone = 'postgres://nobody:x@127.0.0.1:9/none';
    const [db, ingest] = [openDatabase(gone), openIngestPool(gone)];
    const context = { ...scene.context, db, ingest };
    expect(await answerOf(context, '/v1/batches', request)).toMatchObject([
      503,
      { code: 'unavailable', retry: true },
    ]);
    const ready = await createApp(context).request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { database: false, chain: true }]);
    await Promise.all([db.destroy(), ingest.end()]);
  });

  test('chain: 503, try again; labels are received all the same', async () => {
    const { terms, salt, campaign } = await scene.openCampaign();
    const labeler = makeLabeler(scene);
    await labeler.join({ terms, campaign });
    const chain = { ...scene.context.chain, client: chainClient('http://127.0.0.1:9') };
    const context = { ...scene.context, chain };
    expect(await answerOf(context, '/v1/campaigns', { terms, salt })).toMatchObject([
      503,
      { code: 'chain-unavailable', retry: true },
    ]);
    const request = await labeler.request({ terms, campaign }, [makeLabel(campaign, article(1))]);
    expect((await answerOf(context, '/v1/batches', request))[0]).toBe(200);
  });
});
