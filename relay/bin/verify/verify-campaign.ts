import { appealsPaid } from '../../../lib/audit/settlement/check-appeals.ts';
import { hashesOf, type SignerOf } from '../../../lib/audit/settlement/check-batches.ts';
import { campaignFaults } from '../../../lib/audit/settlement/check-campaign.ts';
import { earlyTasks } from '../../../lib/audit/settlement/check-truth.ts';
import type { Fault } from '../../../lib/audit/settlement/fault.ts';
import { type History, historyOf, told } from '../../../lib/audit/settlement/history.ts';
import type { CampaignFile, StatementEntry } from '../../../lib/protocol/ledger/statement.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import type { Place } from '../../../lib/protocol/signed/domain.ts';
import { reserveOf } from '../../../lib/protocol/terms/cost.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import type { ChainEpochs } from './chain-epochs.ts';
import { type PublicFiles, WrongFile } from './public-files.ts';

/** What a verification works with. */
export interface Verifying {
  place: Place;
  files: PublicFiles;
  chain: ChainEpochs;
  keccak: Keccak;
  signerOf: SignerOf;
}

/** What was computed again of one campaign. */
export interface CampaignReport {
  campaign: Hex;
  batches: number;
  rows: Record<'held' | 'paid' | 'rejected', number>;
  credit: string;
  /** Tasks settled with fewer labels or less sure than the terms want, as a promised date allows. */
  early: number;
  faults: Fault[];
}

/** A campaign's entry in an epoch's statement, with what its check needs of that. */
export interface CampaignTask {
  epoch: number;
  cut: number;
  entry: StatementEntry;
}

/** What was computed again of one campaign, and what of it flows into the statement's own sums and trees. */
export interface VerifiedCampaign {
  report: CampaignReport;
  batches: Hex[];
  token: Hex;
}

/** Computes a campaign's part in an epoch again. */
export async function verifyCampaign(
  work: Verifying,
  { epoch, cut, entry }: CampaignTask,
): Promise<VerifiedCampaign> {
  const { campaign } = entry;
  const report: CampaignReport = {
    campaign,
    batches: 0,
    rows: { held: 0, paid: 0, rejected: 0 },
    credit: entry.credit,
    early: 0,
    faults: [],
  };
  let token: Hex = zeroAddress;
  let batches: Hex[] = [];
  try {
    const file = await fileOf(work, campaign, epoch, entry.file);
    const before = await readBefore(work, file);
    const terms = await termsOf(work, before, file);
    const after = told(before, file, work.keccak);
    batches = hashesOf(work.place, file, work.keccak);
    report.batches = batches.length;
    for (const { state } of file.rows) report.rows[state] += 1;
    const { contentHash } = entry;
    const dataset = contentHash === zero32 ? undefined : await work.files.dataset(contentHash);
    const check = { ...work, entry, file, dataset, cut, before, termsOf: terms.of };
    report.faults.push(...(await campaignFaults(check)));
    const { deposited } = await work.chain.campaign(campaign);
    const spent = appealsPaid(after);
    const owed = creditedBy(after) + BigInt(entry.open);
    // The chain takes no entry that is for more; one that changes nothing there it never sees.
    if (owed > deposited)
      report.faults.push({ where: `campaign ${campaign}`, detail: `it owes ${owed} of ${deposited}` });
    if (spent > reserveOf(deposited))
      report.faults.push({
        where: `campaign ${campaign}`,
        detail: `appeals have cost ${spent} of ${deposited}`,
      });
    if (terms.any !== undefined) {
      token = terms.any.token;
      report.early = earlyTasks(after, file, terms.any);
    }
  } catch (error) {
    report.faults.push(faultOf(error));
  }
  return { report, batches, token };
}

const creditedBy = ({ labels }: History): bigint =>
  labels.values().reduce((sum, { row }) => sum + (row.state === 'paid' ? BigInt(row.credit) : 0n), 0n);

async function fileOf({ files }: Verifying, campaign: Hex, epoch: number, hash: Hex): Promise<CampaignFile> {
  const file = await files.campaignFile(hash);
  if (file.campaign !== campaign || file.epoch !== epoch)
    throw new WrongFile(`file ${hash}`, `it is of ${file.campaign} in epoch ${file.epoch}`);
  return file;
}

/**
 * The campaign's earlier files, as the active epochs name them, back to its opening. None may be passed over: what it says could be
 * said again, and otherwise.
 */
async function readBefore(work: Verifying, { campaign, epoch, previous }: CampaignFile): Promise<History> {
  const earlier: CampaignFile[] = [];
  const { openedAt } = await work.chain.campaign(campaign);
  let link = previous;
  for (let at = epoch - 1; at > 0; at -= 1) {
    const onChain = await work.chain.epoch(at);
    if (onChain === undefined) continue;
    const { entries } = await work.files.statement(at, onChain.statementHash);
    const entry = entries.find((one) => one.campaign === campaign);
    const named = link?.epoch === at ? link.file : undefined;
    if (entry?.file !== named)
      throw new WrongFile(
        `file ${named ?? link?.file ?? 'before'}`,
        `the statement of epoch ${at} names ${entry?.file}`,
      );
    if (entry !== undefined) {
      const file = await fileOf(work, campaign, at, entry.file);
      earlier.unshift(file);
      link = file.previous;
    } else if (onChain.dueAt < openedAt) break;
  }
  if (link !== null) throw new WrongFile(`file ${link.file}`, `epoch ${link.epoch} is not active before it`);
  return historyOf(earlier, work.keccak);
}

/** All terms that batches of the campaign name. */
async function termsOf({ files }: Verifying, before: History, file: CampaignFile) {
  const named = [...[...before.batches.values()].map(({ batch }) => batch), ...file.batches];
  const found = new Map<Hex, Terms>();
  for (const hash of new Set(named.map(({ termsHash }) => termsHash)))
    found.set(hash, await files.terms(hash));
  return { any: [...found.values()][0], of: (hash: Hex) => found.get(hash)! };
}

/** @throws what is no fault of a file */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof WrongFile)) throw error;
  return { where: error.where, detail: error.message };
}
