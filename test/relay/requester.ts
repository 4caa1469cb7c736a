import { randomBytes } from 'node:crypto';
import { privateKeyToAccount } from 'viem/accounts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { Progress } from '../../lib/protocol/api/progress.ts';
import { routes } from '../../lib/protocol/api/routes.ts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { relayUrl, type Scene } from './scene.ts';

export type Headers = Record<string, string>;

async function signedMessage(relay: string, chainId: number, issuedAt: number, privateKey: Hex) {
  const account = privateKeyToAccount(privateKey);
  const key = lower(account.address);
  const nonce = randomBytes(8).toString('hex');
  const message = sessionMessage({ relay, key, chainId, nonce, issuedAt }, 'requester');
  return { message, signature: await account.signMessage({ message }) };
}

/** Signs in with the account's own key. */
export async function signIn(scene: Scene, privateKey: Hex): Promise<{ status: number; text: string }> {
  const { place, now } = scene.context;
  return scene.post('/v1/sessions', await signedMessage(relayUrl, place.chainId, now(), privateKey));
}

export async function requesterSession(scene: Scene, privateKey = scene.keys.requester): Promise<Headers> {
  const { status, text } = await signIn(scene, privateKey);
  if (status !== 200) throw new Error(text);
  return headersOf(text);
}

/** The same at a relay that listens. */
export async function signInAt(url: string, chainId: number, privateKey: Hex): Promise<Headers> {
  const signed = await signedMessage(url, chainId, Math.floor(Date.now() / 1000), privateKey);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify(signed),
  });
  return headersOf(await response.text());
}

function headersOf(text: string): Headers {
  const read = parseJson(routes.sessions.answer, text);
  if (!read.ok) throw new Error(text);
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
