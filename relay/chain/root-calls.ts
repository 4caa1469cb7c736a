import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { entriesOnChain, type Statement } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

const entryComponents = [
  { name: 'campaign', type: 'bytes32' },
  { name: 'credit', type: 'uint128' },
  { name: 'open', type: 'uint128' },
  { name: 'isFinal', type: 'bool' },
  { name: 'weightsRoot', type: 'bytes32' },
  { name: 'contentHash', type: 'bytes32' },
] as const;

type Entries = Pick<Statement, 'version' | 'entries'>;

/** The entries of a statement as `activate` takes them: ascending by campaign, as the statement has them. */
const entriesOf = (statement: Entries) =>
  entriesOnChain(statement).map(({ campaign, credit, open, final, weightsRoot, contentHash }) => ({
    campaign,
    credit: BigInt(credit),
    open: BigInt(open),
    isFinal: final,
    weightsRoot,
    contentHash,
  }));

const rootsComponents = [
  { name: 'epoch', type: 'uint32' },
  { name: 'cut', type: 'uint64' },
  { name: 'rewardRoot', type: 'bytes32' },
  { name: 'openRoot', type: 'bytes32' },
  { name: 'statementHash', type: 'bytes32' },
  { name: 'entriesHash', type: 'bytes32' },
] as const;

function pendingRootOf(statement: Statement, statementHash: Hex) {
  return {
    epoch: statement.epoch,
    cut: BigInt(statement.cut),
    rewardRoot: statement.rewardRoot,
    openRoot: statement.openRoot,
    statementHash,
    entriesHash: entriesHashOf(statement),
  };
}

/** `keccak256(abi.encode(CampaignEntry[]))`, as a submitted root names it. */
export const entriesHashOf = (statement: Entries): Hex =>
  keccak256(encodeAbiParameters([{ type: 'tuple[]', components: entryComponents }], [entriesOf(statement)]));

/** What the escrow keeps of a pending root: `keccak256(abi.encode(EpochRoots))`. */
export const pendingHashOf = (statement: Statement, statementHash: Hex): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'tuple', components: rootsComponents }],
      [pendingRootOf(statement, statementHash)],
    ),
  );

/** Calldata of `CampaignEscrow.submit` for a statement. */
export const submitData = (statement: Statement, statementHash: Hex): Hex =>
  encodeFunctionData({
    abi: campaignEscrowAbi,
    functionName: 'submit',
    args: [pendingRootOf(statement, statementHash)],
  });

/** Calldata of `CampaignEscrow.activate` for a statement. */
export const activateData = (statement: Statement, statementHash: Hex): Hex =>
  encodeFunctionData({
    abi: campaignEscrowAbi,
    functionName: 'activate',
    args: [pendingRootOf(statement, statementHash), entriesOf(statement)],
  });
