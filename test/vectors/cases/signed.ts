import { domainSeparator } from 'viem';
import { sign } from 'viem/accounts';
import { hashStruct, keccak256, stringToBytes } from 'viem/utils';
import { type Hex, zero32, zeroAddress } from '../../../lib/protocol/scalar/hex.ts';
import {
  type Appeal,
  type AppealReceipt,
  appealHash,
  appealReceiptHash,
  appealReceiptTypes,
  appealTypes,
} from '../../../lib/protocol/signed/appeal.ts';
import { type Batch, batchHash, batchTypes } from '../../../lib/protocol/signed/batch.ts';
import { type Delegation, delegationHash, delegationTypes } from '../../../lib/protocol/signed/delegation.ts';
import { domainOf, type Place } from '../../../lib/protocol/signed/domain.ts';
import { type Receipt, receiptHash, receiptTypes } from '../../../lib/protocol/signed/receipt.ts';
import { type Revocation, revocationHash, revocationTypes } from '../../../lib/protocol/signed/revocation.ts';
import {
  account,
  campaignKey,
  deviceKey,
  farPlace,
  localPlace,
  max32,
  max128,
  maxAddress,
  maxWord,
  relayKey,
  type Signer,
  someAddress,
  word,
} from './actors.ts';
import { someCampaign } from './ids.ts';
import { emptyRefused, someRefused } from './refused.ts';

type Struct = Record<string, string | number>;
type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** Every step between the fields and the signature, so that a reader who differs sees where. */
async function signed(types: Types, place: Place, struct: Struct, digest: Hex, by: Signer) {
  const [primaryType = '', fields = []] = Object.entries(types)[0] ?? [];
  const encodeType = `${primaryType}(${fields.map(({ name, type }) => `${type} ${name}`).join(',')})`;
  const isInteger = (value: string | number) => /^[0-9]+$/.test(String(value));
  const data = mapValues(struct, (value) => (isInteger(value) ? BigInt(value) : value));
  return {
    chainId: String(place.chainId),
    escrow: place.escrow,
    domainSeparator: domainSeparator({ domain: domainOf(place) }),
    ...mapValues(struct, String),
    encodeType,
    typeHash: keccak256(stringToBytes(encodeType)),
    structHash: hashStruct({ data, primaryType, types: mapValues(types, (list) => [...list]) }),
    digest,
    signer: by.address,
    signerSecret: by.secret,
    signature: await sign({ hash: digest, privateKey: by.secret, to: 'hex' }),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

const delegationCase = (place: Place, given: Delegation, by: Signer) =>
  signed(delegationTypes, place, given, delegationHash(place, given), by);
const revocationCase = (place: Place, given: Revocation, by: Signer) =>
  signed(revocationTypes, place, given, revocationHash(place, given), by);
const batchCase = (place: Place, given: Batch, by: Signer) =>
  signed(batchTypes, place, given, batchHash(place, given), by);
const appealCase = (place: Place, given: Appeal, by: Signer) =>
  signed(appealTypes, place, given, appealHash(place, given), by);
const appealReceiptCase = (place: Place, given: AppealReceipt, by: Signer) =>
  signed(appealReceiptTypes, place, given, appealReceiptHash(place, given), by);
const receiptCase = (place: Place, given: Receipt, by: Signer) =>
  signed(receiptTypes, place, given, receiptHash(place, given), by);

const payTo = someAddress('payTo');

export const delegations = async () => ({
  cases: [
    /** Link 1: the account lets the device key sign. */
    await delegationCase(
      localPlace,
      {
        account: account.address,
        payTo,
        key: deviceKey.address,
        campaign: zero32,
        blind: zero32,
        notAfter: 1_800_000_000,
      },
      account,
    ),
    /** Link 2: the device key lets the campaign key sign. */
    await delegationCase(
      localPlace,
      {
        account: account.address,
        payTo,
        key: campaignKey.address,
        campaign: someCampaign,
        blind: word('blind'),
        notAfter: 1_790_000_000,
      },
      deviceKey,
    ),
    await delegationCase(
      localPlace,
      {
        account: zeroAddress,
        payTo: zeroAddress,
        key: zeroAddress,
        campaign: zero32,
        blind: zero32,
        notAfter: 0,
      },
      account,
    ),
    await delegationCase(
      farPlace,
      {
        account: maxAddress,
        payTo: maxAddress,
        key: maxAddress,
        campaign: maxWord,
        blind: maxWord,
        notAfter: Number.MAX_SAFE_INTEGER,
      },
      account,
    ),
  ],
});

export const revocations = async () => ({
  cases: [
    await revocationCase(localPlace, { account: account.address, key: campaignKey.address }, account),
    await revocationCase(farPlace, { account: maxAddress, key: maxAddress }, account),
  ],
});

const someBatch: Batch = {
  key: campaignKey.address,
  campaign: someCampaign,
  termsHash: word('terms'),
  sequence: 7,
  count: 3,
  labelsRoot: word('labels root'),
};

export const batches = async () => ({
  cases: [
    await batchCase(localPlace, someBatch, campaignKey),
    await batchCase(localPlace, { ...someBatch, sequence: 0, count: 1 }, campaignKey),
    await batchCase(
      farPlace,
      {
        key: maxAddress,
        campaign: maxWord,
        termsHash: maxWord,
        sequence: max32,
        count: 256,
        labelsRoot: maxWord,
      },
      campaignKey,
    ),
  ],
});

export const receipts = async () => ({
  cases: [
    await receiptCase(
      localPlace,
      {
        batchHash: batchHash(localPlace, someBatch),
        campaign: someCampaign,
        payTo,
        epoch: 4,
        number: 12,
        received: 2,
        amount: '500000000000000000',
        refusedHash: someRefused.hash,
        acceptBy: 1_781_000_000,
      },
      relayKey,
    ),
    await receiptCase(
      localPlace,
      {
        batchHash: zero32,
        campaign: zero32,
        payTo: zeroAddress,
        epoch: 0,
        number: 0,
        received: 0,
        amount: '0',
        refusedHash: emptyRefused.hash,
        acceptBy: 0,
      },
      relayKey,
    ),
    await receiptCase(
      farPlace,
      {
        batchHash: maxWord,
        campaign: maxWord,
        payTo: maxAddress,
        epoch: max32,
        number: max32,
        received: 65_535,
        amount: max128,
        refusedHash: maxWord,
        acceptBy: Number.MAX_SAFE_INTEGER,
      },
      relayKey,
    ),
  ],
});

const someAppeal: Appeal = { campaign: someCampaign, number: 12, index: 1 };

export const appeals = async () => ({
  appeals: [
    await appealCase(localPlace, someAppeal, campaignKey),
    await appealCase(farPlace, { campaign: maxWord, number: max32, index: 255 }, campaignKey),
  ],
  promises: [
    await appealReceiptCase(
      localPlace,
      { appealHash: appealHash(localPlace, someAppeal), epoch: 5, decideBy: 1_781_000_000 },
      relayKey,
    ),
    await appealReceiptCase(
      farPlace,
      { appealHash: maxWord, epoch: max32, decideBy: Number.MAX_SAFE_INTEGER },
      relayKey,
    ),
  ],
});
