import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import { label } from '../../../lib/protocol/label/label.ts';
import { type WeightLeaf, weightLeafHash } from '../../../lib/protocol/ledger/dataset.ts';
import {
  blindedAt,
  openLeafHash,
  type RewardLeaf,
  rewardLeafHash,
  treeOf,
  wordLeafHash,
} from '../../../lib/protocol/ledger/leaves.ts';
import type { Keccak } from '../../../lib/protocol/ledger/tree.ts';
import { body } from '../../../lib/protocol/question/body.ts';
import { appeal, appealHash, appealReceipt, appealReceiptHash } from '../../../lib/protocol/signed/appeal.ts';
import { batch, batchHash } from '../../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { delegation, delegationHash } from '../../../lib/protocol/signed/delegation.ts';
import { goldHash } from '../../../lib/protocol/signed/gold.ts';
import { campaignId, taskId, termsHash } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, labelLeaf, leafOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { lotOf } from '../../../lib/protocol/signed/lottery.ts';
import { receipt, receiptHash, refusedHash, refusedList } from '../../../lib/protocol/signed/receipt.ts';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import { revocation, revocationHash } from '../../../lib/protocol/signed/revocation.ts';
import { textKey } from '../../../lib/protocol/signed/text-key.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { normalText } from '../../../lib/protocol/target/unit-text.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';
import appeals from '../../vectors/appeal.json' with { type: 'json' };
import batches from '../../vectors/batch.json' with { type: 'json' };
import delegations from '../../vectors/delegation.json' with { type: 'json' };
import entries from '../../vectors/entries.json' with { type: 'json' };
import golds from '../../vectors/gold.json' with { type: 'json' };
import ids from '../../vectors/ids.json' with { type: 'json' };
import labels from '../../vectors/label.json' with { type: 'json' };
import receipts from '../../vectors/receipt.json' with { type: 'json' };
import refused from '../../vectors/refused.json' with { type: 'json' };
import revocations from '../../vectors/revocation.json' with { type: 'json' };
import termsVectors from '../../vectors/terms.json' with { type: 'json' };
import trees from '../../vectors/trees.json' with { type: 'json' };
import {
  digestByHand,
  encodeStrings,
  fromHex,
  hashText,
  join,
  keccak,
  left,
  right,
  toHex,
} from './by-hand.ts';
import { hex, parsed } from './parsed.ts';

test('the vectors are those that their script makes', () => {
  const script = new URL('../../vectors/make.ts', import.meta.url).pathname;
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('');
});

test.each(ids.campaigns)('campaign $campaign is the hash of chain, escrow, requester and salt', (given) => {
  const { chainId, escrow, requester, salt, campaign } = given;
  expect(campaignId(Number(chainId), hex(escrow), hex(requester), hex(salt))).toBe(campaign);
  expect(toHex(keccak(join(right(chainId), right(escrow), right(requester), left(salt))))).toBe(campaign);
});

test.each(ids.tasks)('task $task is the hash of campaign, address, unit and key', (given) => {
  const { campaign, page, unit, unitKey, task } = given;
  expect(toHex(keccak(encodeStrings(campaign, page, unit, unitKey)))).toBe(task);
  if (unit === 'page') expect(taskId(hex(campaign), pageTargetOf(page))).toBe(task);
  // What is quoted tells labels of a task apart, not tasks.
  if (unit === 'element')
    for (const quote of ['', 'A post'])
      expect(taskId(hex(campaign), { unit, unitKey, address: page, quote })).toBe(task);
});

test.each(ids.texts)('text $text has the key $unitKey', ({ text, normal, digest, unitKey }) => {
  expect(normalText(text)).toBe(normal);
  expect(hashText(normal)).toBe(digest);
  expect(unitKey).toBe(`text1-${digest.slice(2)}`);
  expect(textKey(normal)).toBe(unitKey);
});

const structs = [
  ...delegations.cases.map(
    (given) =>
      [
        'Delegation',
        given,
        delegationHash(placeOf(given), parsed(delegation, pick(given, delegation.entries))),
      ] as const,
  ),
  ...revocations.cases.map(
    (given) =>
      [
        'Revocation',
        given,
        revocationHash(placeOf(given), parsed(revocation, pick(given, revocation.entries))),
      ] as const,
  ),
  ...batches.cases.map(
    (given) =>
      ['Batch', given, batchHash(placeOf(given), parsed(batch, pick(given, batch.entries)))] as const,
  ),
  ...appeals.appeals.map(
    (given) =>
      ['Appeal', given, appealHash(placeOf(given), parsed(appeal, pick(given, appeal.entries)))] as const,
  ),
  ...appeals.promises.map(
    (given) =>
      [
        'AppealReceipt',
        given,
        appealReceiptHash(placeOf(given), parsed(appealReceipt, pick(given, appealReceipt.entries))),
      ] as const,
  ),
  ...receipts.cases.map(
    (given) =>
      ['Receipt', given, receiptHash(placeOf(given), parsed(receipt, pick(given, receipt.entries)))] as const,
  ),
];

function placeOf({ chainId, escrow }: { chainId: string; escrow: string }) {
  return { chainId: Number(chainId), escrow: hex(escrow) };
}

/** The struct as it is on the wire: of its integers only amounts are strings. */
function pick(given: object, fields: object): object {
  const wire = ([name, value]: [string, unknown]) =>
    name !== 'amount' && /^[0-9]+$/.test(String(value)) ? [name, Number(value)] : [name, value];
  return Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => name in fields)
      .map(wire),
  );
}

test.each(structs)(
  '%s %o has the digest that EIP-712 gives it, and its signer is found',
  async (name, given, digest) => {
    expect(digest).toBe(given.digest);
    expect(digestByHand(name, given.chainId, given.escrow, given)).toBe(given.digest);
    expect(hashText(given.encodeType)).toBe(given.typeHash);
    expect(await signerOf(digest, hex(given.signature))).toBe(given.signer);
  },
);

test.each(golds.cases)(
  'gold $hash is the hash of ref, truth and salt',
  ({ ref, truthText, salt, ...given }) => {
    const truth = parsed(body, JSON.parse(truthText));
    expect(canonicalText(truth)).toBe(truthText);
    expect(hashText(truthText)).toBe(given.truthHash);
    expect(toHex(keccak(join(left(ref), left(given.truthHash), left(salt))))).toBe(given.hash);
    expect(goldHash({ ref: hex(ref), truth, salt: hex(salt) })).toBe(given.hash);
  },
);

test.each(ids.lots)('the lot of $account for $task is the first four bytes of its hash', (given) => {
  const hash = keccak(join(right(given.account), left(given.task)));
  expect(String(new DataView(hash.buffer, hash.byteOffset).getUint32(0))).toBe(given.lot);
  expect(String(lotOf(hex(given.account), hex(given.task)))).toBe(given.lot);
});

test.each(labels.cases)('label $leaf is two salted parts', (given) => {
  const read = parsed(label, JSON.parse(given.label));
  expect(canonicalText(read)).toBe(given.label);
  const { task, target, rationale, ...bodyFields } = JSON.parse(given.label);
  delete bodyFields.salts;
  expect(canonicalText({ task, target, rationale })).toBe(given.taskText);
  expect(canonicalText(bodyFields)).toBe(given.bodyText);
  for (const part of ['task', 'body'] as const) {
    expect(hashText(given[`${part}Text`])).toBe(given[`${part}Hash`]);
    const opened = keccak(join(left(given[`${part}Salt`]), left(given[`${part}Hash`])));
    expect(toHex(opened)).toBe(given[`${part}Part`]);
  }
  expect([taskPart(read), bodyPart(read)]).toEqual([given.taskPart, given.bodyPart]);
  expect(toHex(keccak(join(left(given.taskPart), left(given.bodyPart))))).toBe(given.leaf);
  expect([labelLeaf(read), leafOf(hex(given.taskPart), hex(given.bodyPart))]).toEqual([
    given.leaf,
    given.leaf,
  ]);
});

test.each(termsVectors.cases)(
  'terms $termsHash are the hash of their canonical text',
  ({ text, termsHash: hash }) => {
    const read = parseJson(terms, text);
    expect(read.ok && canonicalText(read.value)).toBe(text);
    expect(read.ok && termsHash(read.value)).toBe(hash);
    expect(hashText(text)).toBe(hash);
  },
);

test.each(refused.cases)('refusals $text are the hash of their canonical text', ({ text, hash }) => {
  expect(refusedHash(parsed(refusedList, JSON.parse(text)))).toBe(hash);
  expect(hashText(text)).toBe(hash);
});

test.each(entries.cases)(
  'entries $entriesHash are the hash of their ABI encoding',
  ({ entries: list, entriesHash }) => {
    const words = list.flatMap(({ campaign, credit, open, isFinal, weightsRoot, contentHash }) => [
      left(campaign),
      right(credit),
      right(open),
      right(isFinal ? 1 : 0),
      left(weightsRoot),
      left(contentHash),
    ]);
    expect(toHex(keccak(join(right(32), right(list.length), ...words)))).toBe(entriesHash);
  },
);

const expectTree = <T>(
  given: { root: string; leafHashes: string[]; proofs: string[][] },
  leaves: T[],
  hash: (leaf: T, keccak: Keccak) => Uint8Array,
) => {
  const tree = treeOf(leaves, hash, keccak);
  expect(leaves.map((leaf) => toHex(hash(leaf, keccak)))).toEqual(given.leafHashes);
  expect(tree.root).toBe(given.root);
  expect(leaves.map((_, index) => tree.proof(index))).toEqual(given.proofs);
};
const twice = (...words: Uint8Array[]) => toHex(keccak(keccak(join(...words))));

test('trees of labels, rewards, weights and open leaves have the roots and proofs of the vectors', () => {
  for (const tree of trees.labels) {
    expect(tree.leafHashes).toEqual(tree.leaves.map((leaf) => twice(fromHex(leaf))));
    expectTree(tree, tree.leaves.map(hex), wordLeafHash);
  }
  for (const tree of trees.rewards) {
    expect(tree.leafHashes).toEqual(
      tree.leaves.map(({ payTo, token, cumulative }) => twice(right(payTo), right(token), right(cumulative))),
    );
    const leaves = tree.leaves.map(
      ({ payTo, token, cumulative }): RewardLeaf => [hex(payTo), hex(token), cumulative],
    );
    expectTree(tree, leaves, rewardLeafHash);
  }
  for (const tree of trees.weights) {
    expect(tree.leafHashes).toEqual(
      tree.leaves.map(({ payTo, weight }) => twice(right(payTo), right(weight))),
    );
    const leaves = tree.leaves.map(({ payTo, weight }): WeightLeaf => [hex(payTo), Number(weight)]);
    expectTree(tree, leaves, weightLeafHash);
  }
  for (const tree of trees.opens) {
    const leaves = tree.leaves.map(({ campaign, payTo, amount, blind, epoch, blinded }) => {
      expect(toHex(blindedAt(hex(blind), Number(epoch), keccak))).toBe(blinded);
      expect(toHex(keccak(join(left(blind), right(epoch))))).toBe(blinded);
      return { campaign: hex(campaign), payTo: hex(payTo), amount: BigInt(amount), blinded: hex(blinded) };
    });
    expect(tree.leafHashes).toEqual(
      leaves.map((of) => twice(left(of.campaign), right(of.payTo), right(of.amount), left(of.blinded))),
    );
    expectTree(tree, leaves, openLeafHash);
  }
});
