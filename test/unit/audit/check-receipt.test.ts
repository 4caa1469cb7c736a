import { describe, expect, it } from 'vitest';
import { receiptFault } from '../../../lib/audit/check-receipt.ts';
import { signerOf } from '../../../lib/identity/signer.ts';
import type { BatchAnswer } from '../../../lib/protocol/api/batches.ts';
import { type Receipt, receiptHash, refusedHash } from '../../../lib/protocol/signed/receipt.ts';
import { hexOf, info, payTo } from '../queue/sample.ts';
import { price, sent } from './history.ts';

const place = { chainId: info.chainId, escrow: info.escrow };
const receiptKey = signerOf(hexOf(0x11, 32));
const { batch, receipt: honest, refused } = sent(1, 4, 3, [1]);

const expected = {
  place,
  batch,
  batchHash: honest.batchHash,
  payTos: [payTo, hexOf(0xbb, 20)],
  price,
  latestAcceptBy: honest.acceptBy + 60,
  receiptKey: receiptKey.address,
};

async function signed(given: Partial<Receipt> = {}, signer = receiptKey): Promise<BatchAnswer> {
  const receipt = { ...honest, ...given };
  return { receipt, signature: await signer.sign(receiptHash(place, receipt)), refused, duplicates: [] };
}

describe('P5 a receipt', () => {
  it('is good when it is signed over this batch, for a payTo that was named', async () => {
    expect(await receiptFault(await signed(), expected)).toBeUndefined();
    expect(await receiptFault(await signed({ payTo: hexOf(0xbb, 20) }), expected)).toBeUndefined();
  });

  it.each<[string, Partial<Receipt>]>([
    ['another batch', { batchHash: hexOf(1, 32) }],
    ['another campaign', { campaign: hexOf(1, 32) }],
    ['pays another address', { payTo: hexOf(1, 20) }],
    ['forgets labels', { received: 1 }],
    ['not the signed ones', { refusedHash: hexOf(1, 32) }],
    ['labels × price', { amount: '39999' }],
    ['too late', { acceptBy: honest.acceptBy + 61 }],
  ])('is none when it is %s', async (fault, given) => {
    expect(await receiptFault(await signed(given), expected)).toContain(fault);
  });

  it('is none when somebody else signed it, or what was signed is altered', async () => {
    expect(await receiptFault(await signed({}, signerOf(hexOf(0x12, 32))), expected)).toContain(
      'receipt key',
    );
    const { signature } = await signed();
    const answer = { ...(await signed({ number: 5 })), signature };
    expect(await receiptFault(answer, expected)).toContain('receipt key');
  });

  it.each([
    [[[3, 'closed']]],
    [
      [
        [1, 'closed'],
        [1, 'closed'],
      ],
    ],
    [
      [
        [2, 'closed'],
        [0, 'closed'],
      ],
    ],
  ] as [BatchAnswer['refused']][])('is none when its refusals are out of order: %j', async (list) => {
    const given = { received: 3 - list.length, refusedHash: refusedHash(list) };
    const answer = {
      ...(await signed({ ...given, amount: String(BigInt(given.received) * price) })),
      refused: list,
    };
    expect(await receiptFault(answer, expected)).toContain('order');
  });
});
