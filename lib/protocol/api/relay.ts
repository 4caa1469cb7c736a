import * as v from 'valibot';
import { address } from '../scalar/hex.ts';
import { integer, uint32 } from '../scalar/integer.ts';
import { text } from '../scalar/text.ts';

export const token = v.strictObject({ address, symbol: text(12, 1), decimals: integer(0, 36) });

/** Where a relay may live: https; plain http on this machine only. */
export const mayBeRelay = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));

/** A relay's name: its origin, as `URL` writes it. */
export const relayOrigin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && url.origin === text && mayBeRelay(url);
  }, 'must be the origin of a relay'),
);

/** `GET /v1/relay`: what this relay serves. Whoever trusts it compares chain, escrow and receipt key with the chain. */
export const relayInfo = v.strictObject({
  version: v.literal(1),
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  escrow: address,
  distributor: address,
  receiptKey: address,
  /** A node that anybody may read the chain from; the extension's options can name another. */
  rpcUrl: v.pipe(v.string(), v.url(), v.regex(/^https?:/, 'must be an http(s) address')),
  /** The epoch that batches are received in now. */
  epoch: uint32,
  /** Seconds between the submission of a root and its activation. */
  timelock: uint32,
  /** Seconds between two epoch closes: how often looking again is of use. */
  epochSeconds: uint32,
  tokens: v.array(token),
});

export type Token = v.InferOutput<typeof token>;
export type RelayInfo = v.InferOutput<typeof relayInfo>;
