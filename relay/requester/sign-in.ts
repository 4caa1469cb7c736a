import { randomBytes } from 'node:crypto';
import type { PrivateKeyAccount } from 'viem/accounts';
import { sessionMessage } from '../../lib/protocol/api/session-message.ts';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import type { RelayDoor } from './relay-door.ts';

/** Signs in as a requester (EIP-4361). @returns a session's token, good for a day */
export async function signIn(relay: RelayDoor, account: PrivateKeyAccount): Promise<string> {
  const { chainId } = await relay.ask('relay');
  const message = sessionMessage(
    {
      relay: relay.url,
      key: lower(account.address),
      chainId,
      nonce: randomBytes(16).toString('hex'),
      issuedAt: Math.floor(Date.now() / 1000),
    },
    'requester',
  );
  const signature = lower(await account.signMessage({ message }));
  return (await relay.ask('sessions', { body: { message, signature } })).token;
}
