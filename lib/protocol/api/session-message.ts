import { createSiweMessage } from 'viem/siwe';
import { getAddress } from 'viem/utils';
import type { Hex } from '../scalar/hex.ts';

/** How long a session message may be used after it was issued, in seconds. */
export const sessionMessageLife = 300;

/** What a session is for, and what a wallet shows to whoever signs. */
const statements = {
  /** Signed by a device key, for the account that delegated it. */
  labeler: 'Read my labels and rewards at this Glosa relay.',
  /** Signed by the requester's account itself. */
  requester: 'Read my campaigns and their labels at this Glosa relay.',
} as const;

export type SessionPurpose = keyof typeof statements;

export interface SessionMessage {
  relay: string;
  key: Hex;
  chainId: number;
  nonce: string;
  /** Seconds since 1970. */
  issuedAt: number;
}

/** The EIP-4361 message whose signature opens a session at one relay. */
export function sessionMessage(given: SessionMessage, purpose: SessionPurpose = 'labeler'): string {
  const { host, origin } = new URL(given.relay);
  return createSiweMessage({
    domain: host,
    address: getAddress(given.key),
    uri: origin,
    version: '1',
    chainId: given.chainId,
    nonce: given.nonce,
    issuedAt: new Date(given.issuedAt * 1000),
    statement: statements[purpose],
  });
}

/** The purpose that a message's statement names; undefined when it is none of ours. */
export const purposeOf = (statement: string | undefined): SessionPurpose | undefined =>
  statement === statements.requester ? 'requester' : statement === statements.labeler ? 'labeler' : undefined;
