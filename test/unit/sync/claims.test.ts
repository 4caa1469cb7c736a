import { expect, it } from 'vitest';
import type { ChainReader } from '../../../lib/chain/reader.ts';
import type { ClaimAnswer } from '../../../lib/protocol/api/me.ts';
import { claim } from '../../../lib/sync/claims.ts';
import type { RelayClient } from '../../../lib/sync/relay-client.ts';
import { at, hexOf, info, makeDevice, payTo, relayRecord, relayUrl } from '../queue/sample.ts';

const token = info.tokens[0]!.address;
const never = () => Promise.reject(new Error('nobody asks for this'));

/** A relay that answers a claim so, and a chain on which this is claimed. */
async function claimed(state: ClaimAnswer['state'], onChain: bigint) {
  const device = makeDevice();
  const db = await device.store.open();
  const session = { token: 't', expiresAt: at / 1000 + 3600 };
  await db.put('relays', relayRecord({ session }));
  const reward = {
    relay: relayUrl,
    payTo,
    token,
    cumulative: '50000',
    claimed: '20000',
    epoch: 1,
    proof: [],
  };
  await db.put('rewards', { ...reward, claim: null });
  const answer: ClaimAnswer = { epoch: 1, amount: '30000', state, txHash: hexOf(0xab, 32) };
  const ask = (async () => answer) as RelayClient['ask'];
  const client = (): RelayClient => ({
    ask,
    catalogue: never,
    text: never,
    file: never,
    clock: () => undefined,
  });
  const chain = (): ChainReader => ({
    campaign: never,
    lastActivation: never,
    time: never,
    activated: never,
    receiptKey: never,
    claimed: async () => onChain,
  });
  await claim({ ...device, client, chain }, payTo, token);
  return (await db.getAll('rewards'))[0];
}

it('what was paid is claimed at once by the word of the chain, not claimable until the next sync', async () => {
  expect(await claimed('mined', 50_000n)).toMatchObject({ claimed: '50000', claim: { state: 'mined' } });
});

it('what is still on its way is not claimed yet', async () => {
  expect(await claimed('sent', 50_000n)).toMatchObject({ claimed: '20000', claim: { state: 'sent' } });
});
