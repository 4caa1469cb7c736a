import { randomBytes } from 'node:crypto';
import { privateKeyToAccount } from 'viem/accounts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { Progress } from '../../lib/protocol/api/progress.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { relayUrl, type Scene } from './scene.ts';

export type Headers = Record<string, string>;

/** Signs in with the account's own key. */
export async function signIn(scene: Scene, privateKey: Hex): Promise<{ status: number; text: string }> {
  const account = privateKeyToAccount(privateKey);
  const message = sessionMessage(
    {
      relay: relayUrl,
      key: lower(account.address),
      chainId: scene.context.place.chainId,
      nonce: randomBytes(8).toString('hex'),
      issuedAt: scene.context.now(),
    },
    'requester',
  );
  return scene.post('/v1/sessions', { message, signature: await account.signMessage({ message }) });
}

export async function requesterSession(scene: Scene, privateKey = scene.keys.requester): Promise<Headers> {
  const { status, text } = await signIn(scene, privateKey);
  const read = parseJson(routes.sessions.answer, text);
  if (status !== 200 || !read.ok) throw new Error(text);
  return { authorization: `Bearer ${read.value.token}` };
}

export const exportPath = (campaign: Hex, query: Record<string, string | number> = {}) =>
  `/v1/campaigns/${campaign}/export?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;

export async function exported(
  scene: Scene,
  headers: Headers,
  campaign: Hex,
  query: Record<string, string | number> = {},
): Promise<{ text: string; at: string; type: string }> {
  const response = await scene.app.request(exportPath(campaign, query), { headers });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return {
    text,
    at: (response.headers.get('etag') ?? '').replaceAll('"', ''),
    type: response.headers.get('content-type') ?? '',
  };
}

export async function progressOf(scene: Scene, headers: Headers, campaign: Hex): Promise<Progress> {
  const response = await scene.app.request(`/v1/campaigns/${campaign}/progress`, { headers });
  const text = await response.text();
  const read = parseJson(routes.progress.answer, text);
  if (!read.ok) throw new Error(`${read.detail}: ${text}`);
  return read.value;
}
