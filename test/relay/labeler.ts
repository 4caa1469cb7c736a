import { randomBytes } from 'node:crypto';
import { generatePrivateKey, privateKeyToAccount, sign } from 'viem/accounts';
import { hashMessage } from 'viem/utils';
import type { BatchAnswer, BatchRequest } from '../../lib/protocol/api/batches.ts';
import { batchAnswer } from '../../lib/protocol/api/batches.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { session } from '../../lib/protocol/api/me.ts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import type { Label } from '../../lib/protocol/label/label.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { type Hex, lower, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { appealHash } from '../../lib/protocol/signed/appeal.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { delegationHash } from '../../lib/protocol/signed/delegation.ts';
import { taskId, termsHash } from '../../lib/protocol/signed/ids.ts';
import { bodyPart, leafOf, taskPart } from '../../lib/protocol/signed/leaf.ts';
import { revocationHash } from '../../lib/protocol/signed/revocation.ts';
import { pageTargetOf } from '../../lib/protocol/target/target.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { relayUrl, type Scene } from './scene.ts';

/** A relay to label for: of a scene, or on a port. */
export interface LabelerHost {
  context: Pick<Scene['context'], 'place' | 'now' | 'keccak'>;
  post: Scene['post'];
}

export interface Opened {
  campaign: Hex;
  terms: Terms;
}

export interface Key {
  address: Hex;
  sign(hash: Hex): Promise<Hex>;
}

export function makeKey(): Key {
  const privateKey = generatePrivateKey();
  return {
    address: lower(privateKeyToAccount(privateKey).address),
    sign: (hash) => sign({ hash, privateKey, to: 'hex' }),
  };
}

export const article = (n: number | string) => `https://news.example/articles/${n}`;

/** A label as the extension makes it. */
export function makeLabel(campaign: Hex, address: string, chosen = 'up', given: Partial<Label> = {}): Label {
  const target = pageTargetOf(address);
  return {
    task: taskId(campaign, target),
    target,
    body: { tone: { kind: 'choice', chosen: [chosen] } },
    assist: 'human',
    activeMs: 5000,
    createdAt: 1_700_000_000 - (1_700_000_000 % 3600),
    salts: [bytesToHex(randomBytes(16)), bytesToHex(randomBytes(16))],
    ...given,
  };
}

/** One account on one device, with a campaign key per campaign. */
export interface Labeler {
  account: Key;
  device: Key;
  payTo: Hex;
  /** Posts both links; returns the campaign key. */
  join(opened: Opened, payTo?: Hex, notAfter?: number): Promise<Key>;
  revoke(key: Hex): Promise<{ status: number; text: string }>;
  /** Posts a link 1 by the account that names another one. */
  name(other: Hex, notAfter?: number): Promise<{ status: number; text: string }>;
  /** The same device with the same campaign keys, for another account. */
  as(account: Key): Labeler;
  request(opened: Opened, labels: Label[], sequence?: number): Promise<BatchRequest>;
  send(opened: Opened, labels: Label[], sequence?: number): Promise<BatchAnswer>;
  /** By the campaign key; another one where it is given. */
  appeal(opened: Opened, number: number, index: number, by?: Key): Promise<{ status: number; text: string }>;
  openSession(): Promise<Record<string, string>>;
}

const newDevice = () => ({
  device: makeKey(),
  campaignKeys: new Map<Hex, Key>(),
  sequences: new Map<Hex, number>(),
});

export function makeLabeler(scene: LabelerHost, account: Key = makeKey(), onDevice = newDevice()): Labeler {
  const { device, campaignKeys, sequences } = onDevice;
  const payTo = makeKey().address;
  const place = scene.context.place;
  const later = () => scene.context.now() + 86_400 * 30;

  const delegate = async (by: Key, key: Hex, campaign: Hex, blind: Hex, to: Hex, notAfter: number) => {
    const delegation = { account: account.address, payTo: to, key, campaign, blind, notAfter };
    const signature = await by.sign(delegationHash(place, delegation));
    return scene.post('/v1/delegations', { delegation, signature });
  };
  const mustDelegate = async (...given: Parameters<typeof delegate>) => {
    const { status, text } = await delegate(...given);
    if (status !== 200) throw new Error(text);
  };

  const request: Labeler['request'] = async (opened, labels, sequence) => {
    const key = campaignKeys.get(opened.campaign) ?? makeKey();
    const next = sequence ?? sequences.get(opened.campaign) ?? 0;
    sequences.set(opened.campaign, next + 1);
    return signedBatch(scene, key, opened, labels, next);
  };

  return {
    account,
    device,
    payTo,
    async join(opened, to = payTo, notAfter = later()) {
      const key = campaignKeys.get(opened.campaign) ?? makeKey();
      campaignKeys.set(opened.campaign, key);
      await mustDelegate(account, device.address, zero32, zero32, to, notAfter);
      await mustDelegate(device, key.address, opened.campaign, bytesToHex(randomBytes(32)), to, notAfter);
      return key;
    },
    name: (other, notAfter = later()) => delegate(account, other, zero32, zero32, other, notAfter),
    as: (other) => makeLabeler(scene, other, onDevice),
    async revoke(key) {
      const revocation = { account: account.address, key };
      const signature = await account.sign(revocationHash(place, revocation));
      return scene.post('/v1/revocations', { revocation, signature });
    },
    request,
    async send(opened, labels, sequence) {
      const { status, text } = await scene.post('/v1/batches', await request(opened, labels, sequence));
      if (status !== 200) throw new Error(text);
      return readAnswer(text);
    },
    async appeal({ campaign }, number, index, by) {
      const appeal = { campaign, number, index };
      const key = by ?? campaignKeys.get(campaign) ?? makeKey();
      return scene.post('/v1/appeals', { appeal, signature: await key.sign(appealHash(place, appeal)) });
    },
    async openSession() {
      const message = sessionMessage({
        relay: relayUrl,
        key: device.address,
        chainId: place.chainId,
        nonce: randomBytes(8).toString('hex'),
        issuedAt: scene.context.now(),
      });
      const signature = await device.sign(hashMessage(message));
      const { status, text } = await scene.post('/v1/sessions', { message, signature });
      const read = parseJson(session, text);
      if (status !== 200 || !read.ok) throw new Error(text);
      return { authorization: `Bearer ${read.value.token}` };
    },
  };
}

export async function signedBatch(
  { context }: LabelerHost,
  key: Key,
  { campaign, terms }: Opened,
  labels: Label[],
  sequence: number,
): Promise<BatchRequest> {
  const { keccak } = context;
  const leaves = labels.map((label) => leafOf(taskPart(label, keccak), bodyPart(label, keccak), keccak));
  const batch = {
    key: key.address,
    campaign,
    termsHash: termsHash(terms),
    sequence,
    count: labels.length,
    labelsRoot: treeOf(leaves, wordLeafHash, keccak).root,
  };
  return { batch, signature: await key.sign(batchHash(context.place, batch)), labels };
}

export function readAnswer(text: string): BatchAnswer {
  const read = parseJson(batchAnswer, text);
  if (!read.ok) throw new Error(`${read.detail}: ${text}`);
  return read.value;
}
