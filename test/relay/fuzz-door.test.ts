import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { problem } from '../../lib/protocol/api/problem.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { jsonNear, textNear } from '../unit/fuzz/inputs.ts';
import { samples } from '../unit/protocol/samples.ts';
import { article, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
let session: Record<string, string>;

beforeAll(async () => {
  scene = await makeScene();
  const opened = await scene.openCampaign();
  const labeler = makeLabeler(scene);
  await labeler.join(opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  session = await labeler.openSession();
});
afterAll(() => scene.stop());

const seeded = { numRuns: 300, seed: 20_261_127 };

/** Whatever is asked, the relay answers, or refuses in a problem that is not its own fault. */
async function asked(path: string, init: RequestInit): Promise<void> {
  const response = await scene.app.request(path, init);
  const text = await response.text();
  if (response.status === 200 || response.status === 204) return;
  const read = parseJson(problem, text);
  expect(read).toMatchObject({ ok: true, value: { status: response.status } });
  expect([response.status, init.body]).not.toEqual([500, init.body]);
}

const posted = Object.values(routes).flatMap((route) =>
  'request' in route ? [{ path: route.path, request: route.request }] : [],
);

test.each(posted)('$path: any body is answered, or refused with a problem', async ({ path, request }) => {
  const values = samples.find(({ schema }) => schema === request)?.values ?? [];
  const property = fc.asyncProperty(jsonNear(values), (body) =>
    asked(path, { method: 'POST', body, headers: session }),
  );
  await fc.assert(property, seeded);
});

test('any session message is refused with a problem', async () => {
  const key: Hex = `0x${'1'.repeat(40)}`;
  const issuedAt = scene.context.now();
  const given = { relay: relayUrl, key, chainId: scene.context.place.chainId, nonce: 'abcdefgh', issuedAt };
  const signature = `0x${'a'.repeat(128)}1b`;
  const property = fc.asyncProperty(textNear([sessionMessage(given)]), (message) =>
    asked(routes.sessions.path, { method: 'POST', body: JSON.stringify({ message, signature }) }),
  );
  await fc.assert(property, seeded);
});

test('any cursor, epoch, file or token is answered, or refused with a problem', async () => {
  const own = await scene.app.request(routes.ownLabels.path, { headers: session });
  const { cursor }: { cursor: string } = JSON.parse(await own.text());
  const plain = Buffer.from(cursor, 'base64url').toString();
  const cursors = jsonNear([JSON.parse(plain)]).map((text) => Buffer.from(text).toString('base64url'));
  const part = (texts: string[]) => textNear(texts).map((text) => encodeURIComponent(text.toWellFormed()));
  const paths = fc.oneof(
    fc.oneof(cursors, part([cursor])).map((since) => `${routes.ownLabels.path}?since=${since}`),
    part(['1', '12345678901']).map((epoch) => `/v1/epochs/${epoch}`),
    part([`0x${'ab'.repeat(32)}`]).map((hash) => `/v1/files/${hash}`),
  );
  await fc.assert(
    fc.asyncProperty(paths, (path) => asked(path, { headers: session })),
    { ...seeded, numRuns: 600 },
  );
  const [kind = '', token = ''] = session.authorization?.split(' ') ?? [];
  const visible = textNear([`${kind} ${token}`]).map((text) => text.replace(/[^\x20-\x7e]/g, ''));
  const property = fc.asyncProperty(visible, (authorization) =>
    asked(routes.ownRewards.path, { headers: { authorization } }),
  );
  await fc.assert(property, seeded);
});
