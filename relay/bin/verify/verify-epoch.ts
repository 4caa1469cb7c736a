import { appealsPaid } from '../../../lib/audit/settlement/check-appeals.ts';
import { hashesOf, type SignerOf } from '../../../lib/audit/settlement/check-batches.ts';
import { campaignFaults } from '../../../lib/audit/settlement/check-campaign.ts';
import { statementFaults } from '../../../lib/audit/settlement/check-statement.ts';
import { earlyTasks } from '../../../lib/audit/settlement/check-truth.ts';
import type { Fault } from '../../../lib/audit/settlement/fault.ts';
import { type History, historyOf, told } from '../../../lib/audit/settlement/history.ts';
import type { CampaignFile, Statement, StatementEntry } from '../../../lib/protocol/ledger/statement.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import type { Place } from '../../../lib/protocol/signed/domain.ts';
import { reserveOf } from '../../../lib/protocol/terms/cost.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { entriesHashOf } from '../../chain/root-calls.ts';
import type { ChainEpoch, ChainEpochs } from './chain-epochs.ts';
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

export interface EpochReport {
  epoch: number;
  campaigns: CampaignReport[];
  /** Of the statement as a whole. */
  faults: Fault[];
}

/**
 * Computes an epoch again from what anybody can read (P11), and compares it with the chain.
 * @throws RangeError when the epoch is not active
 */
export async function verifyEpoch(work: Verifying, epoch: number): Promise<EpochReport> {
  const onChain = await work.chain.epoch(epoch);
  if (onChain === undefined) throw new RangeError(`epoch ${epoch} is not active on chain`);
  const report: EpochReport = { epoch, campaigns: [], faults: [] };
  try {
    const statement = await work.files.statement(epoch, onChain.statementHash);
    report.faults.push(...chainFaults(work.place, epoch, statement, onChain));
    const previous = await previousOf(work, statement);
    const batches: Hex[] = [];
    const tokens = new Map<Hex, Hex>();
    for (const entry of statement.entries) {
      const part = await verifyCampaign(work, statement, entry);
      report.campaigns.push(part.report);
      batches.push(...part.batches);
      tokens.set(entry.campaign, part.token);
    }
    const tokenOf = (campaign: Hex) => tokens.get(campaign) ?? zeroAddress;
    const { keccak } = work;
    report.faults.push(...statementFaults({ statement, previous, batches, tokenOf, keccak }));
  } catch (error) {
    report.faults.push(faultOf(error));
  }
  return report;
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof WrongFile)) throw error;
  return { where: error.where, detail: error.message };
}

function chainFaults(place: Place, epoch: number, statement: Statement, onChain: ChainEpoch): Fault[] {
  const facts: [where: string, said: unknown, expected: unknown][] = [
    ['chainId', statement.chainId, place.chainId],
    ['escrow', statement.escrow, place.escrow],
    ['epoch', statement.epoch, epoch],
    ['rewardRoot', statement.rewardRoot, onChain.rewardRoot],
    ['openRoot', statement.openRoot, onChain.openRoot],
    ['entries', entriesHashOf(statement), onChain.entriesHash],
  ];
  return facts.flatMap(([where, said, expected]) =>
    said === expected ? [] : [{ where, detail: `the statement has ${said}, the chain ${expected}` }],
  );
}

async function previousOf({ files, chain }: Verifying, { previous }: Statement) {
  if (previous === null) return undefined;
  const onChain = await chain.epoch(previous.epoch);
  if (onChain?.statementHash !== previous.statementHash)
    throw new WrongFile('previous', `the chain has ${onChain?.statementHash} for epoch ${previous.epoch}`);
  return files.statement(previous.epoch, previous.statementHash);
}

async function verifyCampaign(work: Verifying, statement: Statement, entry: StatementEntry) {
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
    const file = await fileOf(work, campaign, statement.epoch, entry.file);
    const before = await readBefore(work, file);
    const terms = await termsOf(work, before, file);
    const after = told(before, file, work.keccak);
    batches = hashesOf(work.place, file, work.keccak);
    report.batches = batches.length;
    for (const { state } of file.rows) report.rows[state] += 1;
    const { contentHash } = entry;
    const dataset = contentHash === zero32 ? undefined : await work.files.dataset(contentHash);
    const check = { ...work, entry, file, dataset, cut: statement.cut, before, termsOf: terms.of };
    report.faults.push(...(await campaignFaults(check)));
    const [deposited, spent] = [await work.chain.deposited(campaign), appealsPaid(after)];
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

async function fileOf({ files }: Verifying, campaign: Hex, epoch: number, hash: Hex): Promise<CampaignFile> {
  const file = await files.campaignFile(hash);
  if (file.campaign !== campaign || file.epoch !== epoch)
    throw new WrongFile(`file ${hash}`, `it is of ${file.campaign} in epoch ${file.epoch}`);
  return file;
}

/** The campaign's earlier files, each as the statement of its epoch names it, and that as the chain does. */
async function readBefore(work: Verifying, { campaign, epoch, previous }: CampaignFile): Promise<History> {
  const earlier: CampaignFile[] = [];
  for (let link = previous, later = epoch; link !== null; ) {
    const where = `file ${link.file}`;
    if (link.epoch >= later) throw new WrongFile(where, 'it does not lead back');
    const onChain = await work.chain.epoch(link.epoch);
    if (onChain === undefined) throw new WrongFile(where, `epoch ${link.epoch} is not active`);
    const statement = await work.files.statement(link.epoch, onChain.statementHash);
    const entry = statement.entries.find((one) => one.campaign === campaign);
    if (entry?.file !== link.file)
      throw new WrongFile(where, `the statement of epoch ${link.epoch} names ${entry?.file}`);
    const file = await fileOf(work, campaign, link.epoch, link.file);
    earlier.unshift(file);
    later = link.epoch;
    link = file.previous;
  }
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
