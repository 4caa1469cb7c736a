import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { ClaimAnswer, OwnLabel, OwnRewards } from '../../lib/protocol/api/me.ts';
import { filePath, routes } from '../../lib/protocol/api/routes.ts';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { type CampaignFile, campaignFile, type Statement } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type Labeler, makeLabeler, type Opened } from './labeler.ts';
import type { Scene } from './scene.ts';

type Headers = Record<string, string>;

const get = async (scene: Scene, path: string, headers: Headers = {}) =>
  (await scene.app.request(path, { headers })).text();

export async function statementOf(
  scene: Scene,
  epoch: number,
): Promise<{ statement: Statement; text: string }> {
  const text = await get(scene, `/v1/epochs/${epoch}`);
  const read = parseJson(routes.epoch.answer, text);
  if (!read.ok) throw new Error(`${read.detail} ${text}`);
  return { statement: read.value, text };
}

/** A campaign's public file, checked against the hash that the statement names. */
export async function fileOf(
  scene: Scene,
  statement: Statement,
  campaign: Hex,
): Promise<{ file: CampaignFile; text: string }> {
  const entry = statement.entries.find((one) => one.campaign === campaign);
  const response = await scene.app.request(filePath(entry?.file ?? ''));
  const text = await response.text();
  const hash = bytesToHex(scene.context.keccak(new TextEncoder().encode(text)));
  if (hash !== entry?.file) throw new Error('file and hash differ');
  if (!response.headers.get('cache-control')?.includes('immutable')) throw new Error('not immutable');
  const read = parseJson(campaignFile, text);
  if (!read.ok) throw new Error(read.detail);
  return { file: read.value, text };
}

export const onChain = (scene: Scene, campaign: Hex) =>
  scene.publicClient.readContract({
    address: scene.config.ESCROW,
    abi: campaignEscrowAbi,
    functionName: 'campaign',
    args: [campaign],
  });

export const balanceOf = (scene: Scene, account: Hex): Promise<bigint> =>
  scene.publicClient.readContract({
    address: scene.token,
    abi: testTokenAbi,
    functionName: 'balanceOf',
    args: [account],
  });

export const ownLabels = async (scene: Scene, headers: Headers): Promise<OwnLabel[]> =>
  (await ownLabelsSince(scene, headers, '')).labels;

/** @param since the cursor of an answer before */
export async function ownLabelsSince(scene: Scene, headers: Headers, since: string) {
  const read = parseJson(routes.ownLabels.answer, await get(scene, `/v1/me/labels?since=${since}`, headers));
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

export async function ownRewards(scene: Scene, headers: Headers): Promise<OwnRewards> {
  const read = parseJson(routes.ownRewards.answer, await get(scene, '/v1/me/rewards', headers));
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

export async function claimUntilMined(scene: Scene, headers: Headers, payTo: Hex): Promise<ClaimAnswer> {
  for (;;) {
    const { status, text } = await scene.post('/v1/claims', { payTo, token: scene.token }, headers);
    if (status !== 200) throw new Error(text);
    const read = parseJson(routes.claims.answer, text);
    if (!read.ok) throw new Error(read.detail);
    if (read.value.state === 'mined') return read.value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function joined(scene: Scene, opened: Opened): Promise<Labeler> {
  const labeler = makeLabeler(scene);
  await labeler.join(opened);
  return labeler;
}
