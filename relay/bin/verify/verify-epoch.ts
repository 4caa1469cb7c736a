import { statementFaults } from '../../../lib/audit/settlement/check-statement.ts';
import type { Fault } from '../../../lib/audit/settlement/fault.ts';
import type { Statement } from '../../../lib/protocol/ledger/statement.ts';
import { type Hex, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import type { Place } from '../../../lib/protocol/signed/domain.ts';
import { entriesHashOf } from '../../chain/root-calls.ts';
import type { ChainEpoch } from './chain-epochs.ts';
import { WrongFile } from './public-files.ts';
import {
  type CampaignReport,
  type CampaignTask,
  faultOf,
  type VerifiedCampaign,
  type Verifying,
  verifyCampaign,
} from './verify-campaign.ts';

export interface EpochReport {
  epoch: number;
  campaigns: CampaignReport[];
  /** Of the statement as a whole. */
  faults: Fault[];
}

/** Verifies campaigns, whichever way is quickest. @returns in the order of the tasks */
export type VerifyAll = (tasks: readonly CampaignTask[]) => Promise<VerifiedCampaign[]>;

const oneByOne =
  (work: Verifying): VerifyAll =>
  async (tasks) => {
    const verified: VerifiedCampaign[] = [];
    for (const task of tasks) verified.push(await verifyCampaign(work, task));
    return verified;
  };

/**
 * Computes an epoch again from what anybody can read (P11), and compares it with the chain.
 * @throws RangeError when the epoch is not active
 */
export async function verifyEpoch(
  work: Verifying,
  epoch: number,
  verifyAll: VerifyAll = oneByOne(work),
): Promise<EpochReport> {
  const onChain = await work.chain.epoch(epoch);
  if (onChain === undefined) throw new RangeError(`epoch ${epoch} is not active on chain`);
  const report: EpochReport = { epoch, campaigns: [], faults: [] };
  try {
    const statement = await work.files.statement(epoch, onChain.statementHash);
    report.faults.push(...chainFaults(work.place, epoch, statement, onChain));
    const previous = await previousOf(work, statement);
    const tasks = statement.entries.map((entry) => ({ epoch, cut: statement.cut, entry }));
    const verified = await verifyAll(tasks);
    report.campaigns.push(...verified.map((one) => one.report));
    const batches = verified.flatMap((one) => one.batches);
    const tokens = new Map<Hex, Hex>(verified.map(({ report: { campaign }, token }) => [campaign, token]));
    const tokenOf = (campaign: Hex) => tokens.get(campaign) ?? zeroAddress;
    const { keccak } = work;
    report.faults.push(...statementFaults({ statement, previous, batches, tokenOf, keccak }));
  } catch (error) {
    report.faults.push(faultOf(error));
  }
  return report;
}

function chainFaults(place: Place, epoch: number, statement: Statement, onChain: ChainEpoch): Fault[] {
  const facts: [where: string, said: unknown, expected: unknown][] = [
    ['chainId', statement.chainId, place.chainId],
    ['escrow', statement.escrow, place.escrow],
    ['epoch', statement.epoch, epoch],
    ['cut', statement.cut, onChain.cut],
    ['rewardRoot', statement.rewardRoot, onChain.rewardRoot],
    ['openRoot', statement.openRoot, onChain.openRoot],
    ['entries', entriesHashOf(statement), onChain.entriesHash],
  ];
  return facts.flatMap(([where, said, expected]) =>
    said === expected ? [] : [{ where, detail: `the statement has ${said}, the chain ${expected}` }],
  );
}

/** The statement of the last active epoch before; what an epoch between had paid would else be looked at by nobody. */
async function previousOf({ files, chain }: Verifying, { epoch, previous }: Statement) {
  for (let between = epoch - 1; between > (previous?.epoch ?? 0); between -= 1)
    if ((await chain.epoch(between)) !== undefined)
      throw new WrongFile(
        'previous',
        `it is ${previous?.epoch ?? 'none'}, and epoch ${between} was active after that`,
      );
  if (previous === null) return undefined;
  const onChain = await chain.epoch(previous.epoch);
  if (onChain?.statementHash !== previous.statementHash)
    throw new WrongFile('previous', `the chain has ${onChain?.statementHash} for epoch ${previous.epoch}`);
  return files.statement(previous.epoch, previous.statementHash);
}
