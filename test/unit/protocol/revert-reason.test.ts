import { encodeErrorResult, RawContractError, toFunctionSelector } from 'viem';
import { expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../../lib/protocol/abi/campaign-escrow.ts';
import { revertReason } from '../../../lib/protocol/abi/revert-reason.ts';
import { testTokenAbi } from '../../../lib/protocol/abi/test-token.ts';
import { contractSays } from '../../../relay/requester/contract-says.ts';

const word = '0'.repeat(64);
const errors = campaignEscrowAbi.filter((item) => item.type === 'error');

test.each(errors.map((error) => [error.name, error] as const))(
  '%s of the escrow is told by its name',
  (name, { inputs }) => {
    const selector = toFunctionSelector(`${name}(${inputs.map(({ type }) => type)})`);
    expect(revertReason(new RawContractError({ data: `${selector}${word.repeat(inputs.length)}` }))).toBe(
      name,
    );
  },
);

test('what a token refuses is told by its name, and is a sentence for people', () => {
  const account = '0x0000000000000000000000000000000000000001';
  const data = encodeErrorResult({
    abi: testTokenAbi,
    errorName: 'ERC20InsufficientBalance',
    args: [account, 1n, 2n],
  });
  const reason = revertReason(new RawContractError({ data }));
  expect(reason).toBe('ERC20InsufficientBalance');
  expect(contractSays(reason ?? '')).toMatch(/too little of the token/);
});

test('an error that nobody knows is a refusal all the same; no answer is none', () => {
  expect(revertReason(new RawContractError({ data: '0xdeadbeef' }))).toBe('reverted');
  expect(revertReason(new Error('fetch failed'))).toBeUndefined();
});
