import { appealAnswer, appealRequest } from '../../../lib/protocol/api/appeals.ts';
import {
  accepted,
  batchAnswer,
  batchRequest,
  delegationRequest,
  revocationRequest,
} from '../../../lib/protocol/api/batches.ts';
import { catalogue, catalogueAnswer, openCampaign, opened } from '../../../lib/protocol/api/campaigns.ts';
import {
  claimAnswer,
  claimRequest,
  ownLabels,
  ownRewards,
  session,
  sessionRequest,
} from '../../../lib/protocol/api/me.ts';
import { relayInfo } from '../../../lib/protocol/api/relay.ts';
import { taskFilterOf } from '../../../lib/protocol/api/task-filter.ts';
import { label } from '../../../lib/protocol/label/label.ts';
import { datasetFile } from '../../../lib/protocol/ledger/dataset.ts';
import { campaignFile, statement } from '../../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { batch } from '../../../lib/protocol/signed/batch.ts';
import { delegation } from '../../../lib/protocol/signed/delegation.ts';
import { receipt } from '../../../lib/protocol/signed/receipt.ts';
import { revocation } from '../../../lib/protocol/signed/revocation.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';
import labels from '../../vectors/label.json' with { type: 'json' };
import termsVectors from '../../vectors/terms.json' with { type: 'json' };
import { exportSamples } from './export-samples.ts';

/** One valid value of everything that crosses a door, with every optional field somewhere. */
const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
const salt: Hex = `0x${'5'.repeat(32)}`;
const signature: Hex = `0x${'a'.repeat(128)}1b`;
const price = '250000000000000000';

export const someLabels: unknown[] = labels.cases.map((given) => JSON.parse(given.label));
const someTerms: unknown[] = termsVectors.cases.map(({ text }) => JSON.parse(text));

export const someBatch = {
  key: address('1'),
  campaign: word('2'),
  termsHash: word('3'),
  sequence: 4,
  count: 4,
  labelsRoot: word('5'),
};
const someReceipt = {
  batchHash: word('1'),
  campaign: word('2'),
  payTo: address('3'),
  epoch: 4,
  number: 5,
  received: 3,
  amount: '750000000000000000',
  refusedHash: word('6'),
  acceptBy: 1_781_000_000,
};
const someDelegation = {
  account: address('1'),
  payTo: address('2'),
  key: address('3'),
  campaign: word('4'),
  blind: word('5'),
  notAfter: 1_790_000_000,
};
const someRevocation = { account: address('1'), key: address('3') };

const common = { ref: word('1'), number: 5, index: 0, taskPart: word('2'), bodyPart: word('3'), price };
const judged = {
  opened: {
    body: { sentiment: { kind: 'choice', chosen: ['bullish'] } },
    assist: 'human',
    activeMs: 5000,
    createdAt: 1_780_000_000 - (1_780_000_000 % 3600),
    salt,
  },
  posterior: { sentiment: 910_000 },
  score: { ppm: -310_000, gold: true },
  counted: true,
  weight: 333_334,
};
const settled = { ...common, ...judged };
const heldRow = { ...common, state: 'held' };
const waitingRow = { ...heldRow, judged };
export const paidRow = { ...settled, state: 'paid', credit: price };
export const rejectedRow = {
  ...settled,
  state: 'rejected',
  credit: '0',
  code: 'below-guess',
  evidence: 'scored=40 sum=-3',
};

const named = { batchHash: word('1'), number: 5, index: 2, campaign: word('2') };
export const rejectedLabel = {
  ...named,
  state: 'rejected',
  epoch: 4,
  amount: '0',
  code: 'copied',
  evidence: `number=12 index=4 ref=${word('9')}`,
};

const someFile = {
  version: 1,
  campaign: word('1'),
  epoch: 4,
  previous: { epoch: 3, file: word('8') },
  batches: [
    {
      key: address('1'),
      termsHash: word('3'),
      sequence: 4,
      count: 2,
      labelsRoot: word('5'),
      signature,
      number: 5,
      leaves: [word('6'), word('7')],
    },
  ],
  rows: [
    heldRow,
    waitingRow,
    paidRow,
    rejectedRow,
    { ...paidRow, appeal: { outcome: 'won', ref: word('9'), signature } },
    { ...rejectedRow, appeal: { outcome: 'lapsed', ref: word('9'), signature } },
  ],
  sums: [{ key: address('1'), scored: 40, golds: 3, sum: -3, reached: 0 }],
  golds: {
    opened: [{ ref: word('1'), truth: { sentiment: { kind: 'unsure' } }, salt }],
    committed: [word('2')],
  },
};

const someDataset = {
  version: 1,
  campaign: word('1'),
  epoch: 4,
  file: word('9'),
  total: 2_000_000,
  keys: [{ key: address('1'), weight: 2_000_000 }],
  leaves: [[address('2'), 2_000_000]],
};

const someStatement = {
  version: 2,
  chainId: 31_337,
  escrow: address('1'),
  epoch: 4,
  cut: 1_780_500_000,
  previous: { epoch: 3, statementHash: word('1') },
  batchesRoot: word('2'),
  rewardRoot: word('3'),
  rewards: [[address('2'), address('3'), price]],
  openRoot: word('4'),
  openLeaves: [word('5')],
  entries: [
    {
      campaign: word('1'),
      credit: price,
      open: '0',
      final: false,
      weightsRoot: word('0'),
      contentHash: word('0'),
      file: word('9'),
    },
  ],
};

const someListing = {
  campaign: word('1'),
  salt: word('2'),
  termsHash: word('3'),
  terms: someTerms[0],
  funding: { deposited: price, released: '0', free: price, block: 12 },
  refusalRate: 0,
  lottery: { share: 2500, taken: 5000 },
  medianSeconds: null,
  closedTasks: taskFilterOf([word('4'), word('5')]),
};

const { terms: _, ...someNews } = someListing;

const someAppeal = { campaign: word('1'), number: 12, index: 255 };

export const samples = [
  { name: 'terms', schema: terms, values: someTerms },
  { name: 'label', schema: label, values: someLabels },
  { name: 'batch', schema: batch, values: [someBatch] },
  { name: 'receipt', schema: receipt, values: [someReceipt] },
  { name: 'delegation', schema: delegation, values: [someDelegation] },
  { name: 'revocation', schema: revocation, values: [someRevocation] },
  {
    name: 'statement',
    schema: statement,
    values: [someStatement, { ...someStatement, version: 1, previous: null }],
  },
  { name: 'campaignFile', schema: campaignFile, values: [someFile] },
  { name: 'datasetFile', schema: datasetFile, values: [someDataset] },
  {
    name: 'batchRequest',
    schema: batchRequest,
    values: [{ batch: someBatch, signature, labels: someLabels }],
  },
  {
    name: 'batchAnswer',
    schema: batchAnswer,
    values: [{ receipt: someReceipt, signature, refused: [[1, 'duplicate']], duplicates: [[1, word('1')]] }],
  },
  {
    name: 'delegationRequest',
    schema: delegationRequest,
    values: [{ delegation: someDelegation, signature }],
  },
  {
    name: 'revocationRequest',
    schema: revocationRequest,
    values: [{ revocation: someRevocation, signature }],
  },
  { name: 'appealRequest', schema: appealRequest, values: [{ appeal: someAppeal, signature }] },
  {
    name: 'appealAnswer',
    schema: appealAnswer,
    values: [{ epoch: 5, decideBy: 1_780_000_000, signature }],
  },
  {
    name: 'catalogue',
    schema: catalogue,
    values: [{ version: 1, updatedAt: 1_780_000_000, campaigns: [someListing] }],
  },
  {
    name: 'catalogueAnswer',
    schema: catalogueAnswer,
    values: [
      { version: 1, updatedAt: 1_780_000_000, campaigns: [someListing] },
      {
        version: 1,
        updatedAt: 1_780_000_000,
        since: 'a'.repeat(43),
        campaigns: [someListing, someNews],
        gone: [word('4')],
      },
    ],
  },
  { name: 'openCampaign', schema: openCampaign, values: [{ salt: word('2'), terms: someTerms[1] }] },
  { name: 'opened', schema: opened, values: [{ campaign: word('1'), termsHash: word('3') }] },
  { name: 'accepted', schema: accepted, values: [{ accepted: true }] },
  { name: 'sessionRequest', schema: sessionRequest, values: [{ message: 'a\nb', signature }] },
  {
    name: 'session',
    schema: session,
    values: [{ token: 'a'.repeat(43), account: address('1'), expiresAt: 1_780_000_000 }],
  },
  {
    name: 'ownLabels',
    schema: ownLabels,
    values: [
      {
        labels: [
          { ...named, state: 'received', amount: price },
          { ...named, state: 'refused', code: 'task-full' },
          { ...named, state: 'held', epoch: 4, amount: price },
          { ...named, state: 'paid', epoch: 5, amount: price },
          rejectedLabel,
        ],
        cursor: 'a',
        more: false,
      },
    ],
  },
  {
    name: 'ownRewards',
    schema: ownRewards,
    values: [
      {
        activeEpoch: 4,
        rewards: [
          {
            payTo: address('1'),
            token: address('2'),
            cumulative: price,
            claimed: '0',
            epoch: 4,
            proof: [word('3')],
          },
        ],
      },
    ],
  },
  { name: 'claimRequest', schema: claimRequest, values: [{ payTo: address('1'), token: address('2') }] },
  {
    name: 'claimAnswer',
    schema: claimAnswer,
    values: [{ epoch: 4, amount: price, state: 'mined', txHash: word('1') }],
  },
  ...exportSamples,
  {
    name: 'relayInfo',
    schema: relayInfo,
    values: [
      {
        version: 1,
        chainId: 31_337,
        escrow: address('1'),
        distributor: address('2'),
        receiptKey: address('3'),
        rpcUrl: 'http://127.0.0.1:8545/',
        epoch: 4,
        timelock: 5,
        epochSeconds: 60,
        tokens: [{ address: address('4'), symbol: 'TEST', decimals: 18 }],
      },
    ],
  },
];
