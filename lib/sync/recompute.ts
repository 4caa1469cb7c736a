import { settlementFaults } from '../audit/settlement/check-campaign.ts';
import { type History, historyOf, told } from '../audit/settlement/history.ts';
import type { CampaignFile, Statement } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { keccak } from '../queue/cut-batch.ts';
import type { Database } from '../storage/database.ts';
import type { AlarmRecord, CampaignRecord } from '../storage/records.ts';
import type { Datasets } from './check-datasets.ts';
import { earlierFile, type Files, readTerms } from './read-epoch.ts';
import type { RelayClient } from './relay-client.ts';

/** What was read of campaigns in this sync: their files up to the last one that was checked. */
export type Histories = Map<Hex, History>;

/** A campaign of more files is left to `npm run verify`: a browser would load them all at every sync. */
const mostFiles = 200;

/**
 * Computes what an epoch settled in the labeler's own campaigns again (P11): where pay goes by agreement, no receipt alone
 * says what is owed. Signatures of others are left to `npm run verify`.
 */
export async function recompute(
  db: Database,
  client: RelayClient,
  histories: Histories,
  statement: Statement,
  { files, datasets }: { files: Files; datasets: Datasets },
  seenAt: number,
): Promise<AlarmRecord[]> {
  const alarms: AlarmRecord[] = [];
  for (const [campaign, file] of files) {
    const known = await db.get('campaigns', campaign);
    const entry = statement.entries.find((one) => one.campaign === campaign);
    if (file === undefined || entry === undefined || known?.terms.policy.pay !== 'better-than-guess')
      continue;
    const before = histories.get(campaign) ?? (await historyBefore(client, file));
    if (before === undefined) continue;
    const terms = await termsNamed(client, known, before, file);
    const termsOf = (hash: Hex) => terms.get(hash)!;
    const dataset = datasets.get(campaign);
    const { cut } = statement;
    const faults = settlementFaults({ entry, file, dataset, cut, before, termsOf, keccak });
    histories.set(campaign, told(before, file, keccak));
    if (faults.length === 0) continue;
    const facts = faults.slice(0, 20).map(({ where, detail }) => `${where}: ${detail}`);
    alarms.push({
      id: `unfounded:${campaign}:${statement.epoch}`,
      kind: 'unfounded',
      campaign,
      epoch: statement.epoch,
      detail: `${facts.join('; ')}.`,
      seenAt,
      evidence: { statement, file, faults },
    });
  }
  return alarms;
}

/** The files before this one, each as the next one names it; undefined when they are too many. */
async function historyBefore(client: RelayClient, file: CampaignFile): Promise<History | undefined> {
  const earlier: CampaignFile[] = [];
  for (let at = file; at.previous !== null; at = earlier[0]!) {
    if (earlier.length === mostFiles) return undefined;
    earlier.unshift(await earlierFile(client, at, at.previous));
  }
  return historyOf(earlier, keccak);
}

async function termsNamed(
  client: RelayClient,
  { termsHash, terms }: CampaignRecord,
  before: History,
  file: CampaignFile,
): Promise<Map<Hex, Terms>> {
  const found = new Map([[termsHash, terms]]);
  const batches = [...[...before.batches.values()].map(({ batch }) => batch), ...file.batches];
  for (const hash of new Set(batches.map((batch) => batch.termsHash)))
    if (!found.has(hash)) found.set(hash, await readTerms(client, file.epoch, hash));
  return found;
}
