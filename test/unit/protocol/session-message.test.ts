import fc from 'fast-check';
import { createSiweMessage } from 'viem/siwe';
import { getAddress } from 'viem/utils';
import { expect, test } from 'vitest';
import { sessionMessage } from '../../../lib/protocol/api/session-message.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all): Hex => `0x${Buffer.from(all).toString('hex')}`);

test('a session message is the one that viem writes of EIP-4361', () => {
  fc.assert(
    fc.property(
      fc.record({
        relay: fc.constantFrom(
          'https://relay.example',
          'https://relay.example:8443',
          'http://127.0.0.1:8080',
        ),
        key: hex(20),
        chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        nonce: fc.stringMatching(/^[a-zA-Z0-9]{8,40}$/),
        issuedAt: fc.integer({ min: 0, max: 4_000_000_000 }),
      }),
      fc.constantFrom(
        ['labeler', 'Read my labels and rewards at this Glosa relay.'] as const,
        ['requester', 'Read my campaigns and their labels at this Glosa relay.'] as const,
      ),
      (given, [purpose, statement]) => {
        const { host, origin } = new URL(given.relay);
        expect(sessionMessage(given, purpose)).toBe(
          createSiweMessage({
            domain: host,
            address: getAddress(given.key),
            uri: origin,
            version: '1',
            chainId: given.chainId,
            nonce: given.nonce,
            issuedAt: new Date(given.issuedAt * 1000),
            statement,
          }),
        );
      },
    ),
  );
});
