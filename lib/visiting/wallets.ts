import * as v from 'valibot';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { WalletCalls } from '../view/console.ts';
import type { ChooseWallet, Meeting, WalletAnswer, WalletQuestion } from '../view/wallet.ts';
import { withWallet } from './meet-wallet.ts';
import { failed } from './reach.ts';

const signature = v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]*$/), v.maxLength(20_000));

/**
 * Has a wallet of this browser send what the background has built. Resolves when the wallet has taken it all; whether it
 * arrived is looked up on chain, never believed.
 * @throws CallFailed as `withWallet`
 */
export const sendFromWallet = (
  { calls, ...meeting }: WalletCalls,
  asked: Promise<boolean>,
  choose: ChooseWallet,
): Promise<void> =>
  withWallet(meeting, asked, choose, async ({ account, prompt }) => {
    const { chainId } = meeting;
    for (const call of calls) await prompt('eth_sendTransaction', [{ from: account, chainId, ...call }]);
  });

/**
 * Has a wallet of this browser sign what the background makes of its account. What comes back is checked there.
 * @throws CallFailed as `withWallet`, and what `question` throws
 */
export const signByWallet = (
  meeting: Meeting,
  asked: Promise<boolean>,
  choose: ChooseWallet,
  question: (account: Hex) => Promise<WalletQuestion>,
): Promise<WalletAnswer> =>
  withWallet(meeting, asked, choose, async ({ account, prompt }) => {
    const { delegation, typedData } = await question(account);
    const said = v.safeParse(signature, await prompt('eth_signTypedData_v4', [account, typedData]));
    if (!said.success) throw failed('wallet-failed');
    return { delegation, signature: said.output as Hex };
  });
