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

/**
 * The EIP-4361 message whose signature opens a session at one relay. Of its grammar one form is used, so it is written out: a
 * property test compares it with viem's. The nonce has at least 8 letters and digits.
 */
export function sessionMessage(given: SessionMessage, purpose: SessionPurpose = 'labeler'): string {
  const { host, origin } = new URL(given.relay);
  return [
    `${host} wants you to sign in with your Ethereum account:`,
    getAddress(given.key),
    '',
    statements[purpose],
    '',
    `URI: ${origin}`,
    'Version: 1',
    `Chain ID: ${given.chainId}`,
    `Nonce: ${given.nonce}`,
    `Issued At: ${new Date(given.issuedAt * 1000).toISOString()}`,
  ].join('\n');
}

/** The purpose that a message's statement names; undefined when it is none of ours. */
export const purposeOf = (statement: string | undefined): SessionPurpose | undefined =>
  statement === statements.requester ? 'requester' : statement === statements.labeler ? 'labeler' : undefined;
