import * as v from 'valibot';
import type { Hex } from '../protocol/scalar/hex.ts';
import { address } from '../protocol/scalar/hex.ts';
import { delegation } from '../protocol/signed/delegation.ts';
import { keepWallet, linkWallet, unlinkWallet, walletQuestion } from '../sync/link-wallet.ts';
import { call } from './call.ts';
import type { Serving } from './calls.ts';

const url = v.pipe(v.string(), v.maxLength(3000));
const ofRelay = v.strictObject({ url });
/** As a wallet wrote it: of a contract it may be of any length. */
const signature = v.custom<Hex>(
  (input) => typeof input === 'string' && input.length <= 20_000 && /^0x[0-9a-f]*$/i.test(input),
);

/**
 * What the background answers of a labeler's wallet.
 * @param follow lets the relay be told, without waiting for it
 */
export function walletCalls(serving: Serving, follow: () => void) {
  const changed = (done: Promise<void>) => done.finally(serving.tell);
  return {
    walletQuestion: call({
      pages: false,
      takes: v.strictObject({ url, account: address }),
      run: ({ url, account }) => walletQuestion(serving, url, account),
    }),
    keepWallet: call({
      pages: false,
      takes: v.strictObject({ url, delegation, signature }),
      run: ({ url, ...signed }) => changed(keepWallet(serving, url, signed)),
    }),
    linkWallet: call({
      pages: false,
      takes: ofRelay,
      run: ({ url }) => changed(linkWallet(serving, url)).then(follow),
    }),
    unlinkWallet: call({
      pages: false,
      takes: ofRelay,
      run: ({ url }) => changed(unlinkWallet(serving, url)).then(follow),
    }),
  };
}
