import { expect } from 'vitest';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { chainEpochs } from '../../relay/bin/verify/chain-epochs.ts';
import { isRight } from '../../relay/bin/verify/print-report.ts';
import { publicFiles } from '../../relay/bin/verify/public-files.ts';
import type { Verifying } from '../../relay/bin/verify/verify-campaign.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import type { Opened } from './labeler.ts';
import type { Scene } from './scene.ts';

/** What anybody has who verifies a scene's relay. */
export async function verifyingOf(scene: Scene): Promise<Verifying> {
  const chain = await chainEpochs(scene.config.RPC_URL, scene.config.ESCROW);
  const { keccak, signerOf, place } = scene.context;
  const get = async (path: string) => (await scene.app.request(path)).text();
  return { place, chain, keccak, signerOf, files: publicFiles(get, keccak) };
}

/** What verification says when a relay had settled otherwise: with hashes that agree, and a chain that has them. */
export async function saidWhen(
  work: Verifying,
  epoch: number,
  { campaign }: Opened,
  change: (file: CampaignFile) => void,
  earlier: ReadonlyMap<Hex, CampaignFile> = new Map(),
): Promise<string[]> {
  const statement = await work.files.statement(epoch, (await work.chain.epoch(epoch))!.statementHash);
  const { file: hash } = statement.entries.find((entry) => entry.campaign === campaign)!;
  const file = structuredClone(await work.files.campaignFile(hash));
  change(file);
  const files = {
    ...work.files,
    campaignFile: async (asked: Hex) =>
      asked === hash ? file : (earlier.get(asked) ?? work.files.campaignFile(asked)),
  };
  const report = await verifyEpoch({ ...work, files }, epoch);
  expect(isRight(report)).toBe(false);
  return [...report.faults, ...report.campaigns.flatMap((one) => one.faults)].map(
    ({ where, detail }) => `${where}: ${detail}`,
  );
}
