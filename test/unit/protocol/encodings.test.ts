// The protocol encodes by hand what has a fixed layout; viem's general encoders say the same.
import fc from 'fast-check';
import { encodeAbiParameters, hashTypedData, keccak256, parseAbiParameters } from 'viem/utils';
import { expect, test } from 'vitest';
import { batchHash, batchTypes } from '../../../lib/protocol/signed/batch.ts';
import { delegationHash, delegationTypes } from '../../../lib/protocol/signed/delegation.ts';
import { domainOf } from '../../../lib/protocol/signed/domain.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, labelLeaf, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { receiptHash, receiptTypes } from '../../../lib/protocol/signed/receipt.ts';
import { revocationHash, revocationTypes } from '../../../lib/protocol/signed/revocation.ts';
import { keccak } from './by-hand.ts';
import { amounts, hexOf, labels } from './values.ts';

const address = hexOf(20);
const word = hexOf(32);
const uint = (bits: number) => fc.nat({ max: Math.min(2 ** bits - 1, 2 ** 31 - 1) });
const seconds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const places = fc.record({ chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), escrow: address });

test('the digest of a batch is viem’s, whatever hashes it', () => {
  const batches = fc.record({
    key: address,
    campaign: word,
    termsHash: word,
    sequence: uint(32),
    count: uint(16),
    labelsRoot: word,
  });
  const property = fc.property(places, batches, (place, message) => {
    const domain = domainOf(place);
    const theirs = hashTypedData({ domain, types: batchTypes, primaryType: 'Batch', message });
    expect(batchHash(place, message)).toBe(theirs);
    expect(batchHash(place, message, keccak)).toBe(theirs);
  });
  fc.assert(property);
});

test('the digest of a delegation is viem’s', () => {
  const delegations = fc.record({
    account: address,
    payTo: address,
    key: address,
    campaign: word,
    blind: word,
    notAfter: seconds,
  });
  const property = fc.property(places, delegations, (place, given) => {
    const message = { ...given, notAfter: BigInt(given.notAfter) };
    const domain = domainOf(place);
    const theirs = hashTypedData({ domain, types: delegationTypes, primaryType: 'Delegation', message });
    expect(delegationHash(place, given, keccak)).toBe(theirs);
  });
  fc.assert(property);
});

test('the digest of a revocation is viem’s', () => {
  const property = fc.property(places, fc.record({ account: address, key: address }), (place, message) => {
    const domain = domainOf(place);
    const theirs = hashTypedData({ domain, types: revocationTypes, primaryType: 'Revocation', message });
    expect(revocationHash(place, message, keccak)).toBe(theirs);
  });
  fc.assert(property);
});

test('the digest of a receipt is viem’s', () => {
  const receipts = fc.record({
    batchHash: word,
    campaign: word,
    payTo: address,
    epoch: uint(32),
    number: uint(32),
    received: uint(16),
    amount: amounts,
    refusedHash: word,
    acceptBy: seconds,
  });
  const property = fc.property(places, receipts, (place, given) => {
    const message = { ...given, amount: BigInt(given.amount), acceptBy: BigInt(given.acceptBy) };
    const domain = domainOf(place);
    const theirs = hashTypedData({ domain, types: receiptTypes, primaryType: 'Receipt', message });
    expect(receiptHash(place, given, keccak)).toBe(theirs);
  });
  fc.assert(property);
});

test('the id of a task is the hash of viem’s encoding', () => {
  const fields = parseAbiParameters('bytes32, string, string, string');
  const property = fc.property(word, labels, (campaign, { target }) => {
    const encoded = encodeAbiParameters(fields, [campaign, target.address, target.unit, target.unitKey]);
    expect(taskId(campaign, target)).toBe(keccak256(encoded));
    expect(taskId(campaign, target, keccak)).toBe(keccak256(encoded));
  });
  fc.assert(property);
});

test('a label’s leaf does not depend on what hashes it', () => {
  const property = fc.property(labels, (label) => {
    expect(leafOf(taskPart(label, keccak), bodyPart(label, keccak), keccak)).toBe(labelLeaf(label));
  });
  fc.assert(property);
});
