import { accountAt, linkedWallet } from '../identity/linked.ts';
import { type Hex, lower, zero32 } from '../protocol/scalar/hex.ts';
import { delegationHash, delegationTypes } from '../protocol/signed/delegation.ts';
import { domainOf } from '../protocol/signed/domain.ts';
import { signerOf } from '../protocol/signed/recover.ts';
import { Expected } from '../storage/expected.ts';
import type { RelayRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import type { WalletAnswer, WalletQuestion } from '../view/wallet.ts';
import type { Working } from './working.ts';

const yearSeconds = 365 * 86_400;

const domainTypes = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];

async function relayNamed({ store }: Pick<Working, 'store'>, url: string): Promise<RelayRecord> {
  const relay = await (await store.open()).get('relays', url);
  if (relay === undefined) throw new Expected('unknown-relay', false);
  return relay;
}

/**
 * Link 1 by a wallet, as it is to be signed: this device's key speaks for the wallet's account for a year. It is made here,
 * and the page in which the wallet is asked only carries it.
 * @throws Expected `unknown-relay`, `own-account`
 */
export async function walletQuestion(working: Working, url: string, account: Hex): Promise<WalletQuestion> {
  const { info } = await relayNamed(working, url);
  if ((await working.identity.account()).address === account) throw new Expected('own-account', false);
  const { address: key } = await working.identity.device(info.escrow);
  const notAfter = Math.floor(working.now() / 1000) + yearSeconds;
  const delegation = { account, payTo: account, key, campaign: zero32, blind: zero32, notAfter };
  const typedData = JSON.stringify({
    domain: domainOf(info),
    types: { EIP712Domain: domainTypes, ...delegationTypes },
    primaryType: 'Delegation',
    message: delegation,
  });
  return { delegation, typedData };
}

/** Some wallets end a signature with 0 or 1, or write capitals. @throws Expected `contract-wallet` */
function plainSignature(said: Hex): Hex {
  const signature = lower(said);
  // Contracts answer with bytes of their own form (EIP-1271), which only a call on chain could judge.
  if (signature.length !== 132) throw new Expected('contract-wallet', false);
  const last = Number.parseInt(signature.slice(130), 16);
  return last > 1 ? signature : `0x${signature.slice(2, 130)}${(last + 27).toString(16)}`;
}

/**
 * Keeps what a wallet has signed, once it is what it was asked for. Nothing follows from it before the person has seen
 * which account that is, and said that it is theirs: whoever controls the page could have answered in the wallet's place.
 * @throws Expected `unknown-relay`, `contract-wallet`, `wrong-signer`, `question-changed`,
 *   `not-allowed` while one is linked
 */
export async function keepWallet(
  working: Working,
  url: string,
  { delegation, signature: said }: WalletAnswer,
): Promise<void> {
  const { info } = await relayNamed(working, url);
  const { address: key } = await working.identity.device(info.escrow);
  const { account, payTo, campaign, blind } = delegation;
  if (delegation.key !== key || payTo !== account || campaign !== zero32 || blind !== zero32)
    throw new Expected('question-changed', true);
  const signature = plainSignature(said);
  if ((await signerOf(delegationHash(info, delegation), signature)) !== account)
    throw new Expected('wrong-signer', true);
  await writeStrictly(await working.store.open(), ['relays'], async (transaction) => {
    const relays = transaction.objectStore('relays');
    const relay = await relays.get(url);
    if (relay === undefined) throw new Expected('unknown-relay', false);
    if (linkedWallet(relay, working.now()) !== undefined) throw new Expected('not-allowed', false);
    await relays.put({ ...relay, wallet: { delegation, signature, stage: 'signed' } });
  });
}

/**
 * Changes who is the account at a relay; campaigns that paid the account before pay it from the next receipts on. Receipts of
 * before, and batches that were answered, keep their payTo.
 */
async function changeAccount(
  { store, identity, now }: Pick<Working, 'store' | 'identity' | 'now'>,
  url: string,
  change: (relay: RelayRecord) => RelayRecord,
): Promise<void> {
  const own = (await identity.account()).address;
  await writeStrictly(await store.open(), ['relays', 'joins', 'campaigns'], async (transaction) => {
    const relays = transaction.objectStore('relays');
    const before = await relays.get(url);
    if (before === undefined) throw new Expected('unknown-relay', false);
    const after = change(before);
    await relays.put(after);
    const [from, to] = [accountAt(own, before, now()), accountAt(own, after, now())];
    const joins = transaction.objectStore('joins');
    for (const join of await joins.getAll())
      if (
        join.payTo === from &&
        (await transaction.objectStore('campaigns').get(join.campaign))?.relay === url
      )
        await joins.put({ ...join, payTo: to });
  });
}

/**
 * The person says that the wallet that has signed is theirs: it is the account from now on. The next sync tells the relay.
 * @throws Expected `unknown-relay`, `question-changed`
 */
export const linkWallet = (
  working: Pick<Working, 'store' | 'identity' | 'now'>,
  url: string,
): Promise<void> =>
  changeAccount(working, url, ({ walletBefore: _, ...relay }) => {
    if (relay.wallet?.stage !== 'signed') throw new Expected('question-changed', false);
    return {
      ...relay,
      wallet: { ...relay.wallet, stage: 'linked' },
      // Its rewards are asked for once epochs are followed, and it may have earned on another device.
      checkedEpoch: relay.checkedEpoch ?? Math.max(0, relay.info.epoch - 1),
    };
  });

/**
 * The account is the profile's own again, or a wallet that has signed is not linked after all. What the relay counts as one
 * stays one: no task done under the wallet is offered again.
 * @throws Expected `unknown-relay`
 */
export const unlinkWallet = (
  working: Pick<Working, 'store' | 'identity' | 'now'>,
  url: string,
): Promise<void> =>
  changeAccount(working, url, ({ wallet, walletBefore, ...relay }) => {
    // A session is of the account that named the device last: that is to be the own one again.
    if (wallet?.stage !== 'signed') return { ...relay, delegated: false, session: null };
    return walletBefore === undefined ? relay : { ...relay, walletBefore };
  });
