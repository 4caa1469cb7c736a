import { secp256k1 } from '@noble/curves/secp256k1';
import * as v from 'valibot';
import { address, bytes32, lower, zeroAddress } from '../lib/protocol/scalar/hex.ts';
import type { DeployParameters } from './deploy.ts';

const hex = <const S extends v.GenericSchema<`0x${string}`>>(schema: S) =>
  v.pipe(
    v.string(),
    v.startsWith('0x', 'must start with 0x'),
    v.transform((text) => lower(`0x${text.slice(2)}`)),
    schema,
  );
/** Of somebody: nobody has the key of 0. */
const someone = v.pipe(
  hex(address),
  v.check((one) => one !== zeroAddress, 'must not be 0'),
);
/** Whole seconds in decimal digits. */
const seconds = (least: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[0-9]{1,10}$/, 'must be whole seconds'),
    v.transform((text) => BigInt(text)),
    v.minValue(BigInt(least), `must be at least ${least}`),
  );

const day = 86_400;

/** What a deployment needs, by the names of the environment. Bounds are the constructor's: contracts/src/ICampaignEscrow.sol. */
const environment = v.object({
  RPC_URL: v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      'must be an address that starts with http:// or https://',
    ),
  ),
  DEPLOYER_KEY: v.pipe(
    hex(bytes32),
    v.check((key) => secp256k1.utils.isValidPrivateKey(key.slice(2)), 'must be a private key of secp256k1'),
  ),
  RELAY: someone,
  GUARDIAN: someone,
  RECEIPT: someone,
  TIMELOCK_SECONDS: v.optional(seconds(1), '3600'),
  SILENCE_SECONDS: v.optional(seconds(14 * day), String(14 * day)),
  GRACE_SECONDS: v.optional(seconds(1), String(day)),
  WINDOW_SECONDS: v.optional(seconds(30 * day), String(30 * day)),
});

export interface DeploySettings {
  rpcUrl: string;
  deployerKey: `0x${string}`;
  parameters: DeployParameters;
}

export const help = `npm run deploy [-- --yes | --help]

Deploys a CampaignEscrow and its RewardDistributor, and prints the two lines that a relay's settings need. Says first
what it will do, and asks. Nothing of it can be changed later. Settings are read from the environment:

  RPC_URL            a node of the chain
  DEPLOYER_KEY       private key that pays for the deployment; it gets no right by it
  RELAY              address of the relay's key: submits roots, rotates the receipt key
  GUARDIAN           address that may revoke a pending root, and nothing else; never the relay's
  RECEIPT            address of the key that signs receipts
  TIMELOCK_SECONDS   from the submission of a root to its effect: 1 to SILENCE_SECONDS / 4 (default 3600)
  SILENCE_SECONDS    without an activation, after which labelers may redeem: at least 14 days (default 1209600)
  GRACE_SECONDS      after a campaign's settleBy: at least TIMELOCK_SECONDS (default 86400)
  WINDOW_SECONDS     how long a redemption is open: at least 30 days (default 2592000)`;

/** @returns settings, or what is wrong: a line per setting, without its value, which may be a key */
export function readSettings(env: Record<string, string | undefined>): DeploySettings | string[] {
  const trimmed = Object.entries(env).map(([name, value = '']) => [name, value.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
  const read = v.safeParse(environment, given);
  if (!read.success)
    return read.issues.map((issue) => {
      const name = String(issue.path?.[0]?.key ?? '');
      if (given[name] === undefined) return `${name} is not set`;
      return `${name} ${issue.message.includes(issue.received) ? `must be ${issue.expected ?? 'something else'}` : issue.message}`;
    });
  const { RPC_URL, DEPLOYER_KEY, RELAY, GUARDIAN, RECEIPT, ...times } = read.output;
  if (RELAY === GUARDIAN) return ['GUARDIAN must not be the address of RELAY'];
  if (times.TIMELOCK_SECONDS * 4n > times.SILENCE_SECONDS)
    return ['TIMELOCK_SECONDS must be at most a quarter of SILENCE_SECONDS'];
  if (times.GRACE_SECONDS < times.TIMELOCK_SECONDS)
    return ['GRACE_SECONDS must be at least TIMELOCK_SECONDS'];
  return {
    rpcUrl: RPC_URL,
    deployerKey: DEPLOYER_KEY,
    parameters: {
      relay: RELAY,
      guardian: GUARDIAN,
      receiptKey: RECEIPT,
      timelock: times.TIMELOCK_SECONDS,
      silence: times.SILENCE_SECONDS,
      grace: times.GRACE_SECONDS,
      window: times.WINDOW_SECONDS,
    },
  };
}
