import { secp256k1 } from '@noble/curves/secp256k1';
import * as v from 'valibot';
import { parseJson } from '../lib/protocol/api/json.ts';
import { mayBeRelay, type Token, token } from '../lib/protocol/api/relay.ts';
import { address, bytes32, type Hex, lower } from '../lib/protocol/scalar/hex.ts';
import { StartError } from './start-error.ts';

const lowered = <const S extends v.GenericSchema<Hex>>(schema: S) =>
  v.pipe(
    v.string(),
    v.startsWith('0x', 'must start with 0x'),
    v.transform((text) => lower(`0x${text.slice(2)}`)),
    schema,
  );
const privateKey = v.pipe(lowered(bytes32), v.check(isPrivateKey, 'must be a private key of secp256k1'));
const privateKeys = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((key) => key.trim())),
  v.array(privateKey),
);
const whole = (max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[0-9]{1,10}$/, 'must be a whole number'),
    v.transform(Number),
    v.maxValue(max),
  );
const url = (...protocols: string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`,
    ),
  );
/** People reach a relay at an origin alone: the paths of its routes are the protocol's. */
const relayUrl = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && mayBeRelay(new URL(text)) && isBare(new URL(text)),
    'must be https:// and a host, or http:// on this machine, without a path',
  ),
  v.transform((text) => new URL(text).origin),
);
const tokenList = v.pipe(
  v.array(v.strictObject({ ...token.entries, address: lowered(address) })),
  v.check(areDifferent, 'an address or a symbol stands twice'),
);
const tokens = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = parseJson(tokenList, dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: read.detail });
    return NEVER;
  }),
);

const origins = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))),
  v.array(v.pipe(v.string(), v.check(isOrigin, 'must be origins like http://localhost:8080'))),
);

function isBare({ href, origin }: URL): boolean {
  return href === `${origin}/`;
}

/** Whoever names a token by its symbol, or looks up the decimals of an address, means one. */
function areDifferent(list: Token[]): boolean {
  return (['address', 'symbol'] as const).every(
    (field) => new Set(list.map((one) => one[field])).size === list.length,
  );
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** Whether these are the 32 bytes of a key: more than 0, less than the curve's order. */
function isPrivateKey(key: Hex): boolean {
  return secp256k1.utils.isValidPrivateKey(key.slice(2));
}

/** What an operator sets, by the names of the environment. */
const settings = v.object({
  DATABASE_URL: url('postgres:', 'postgresql:'),
  RPC_URL: url('http:', 'https:'),
  ESCROW: lowered(address),
  DISTRIBUTOR: lowered(address),
  RELAY_KEY: privateKey,
  RECEIPT_KEY: privateKeys,
  PUBLIC_URL: v.optional(relayUrl),
  PUBLIC_RPC_URL: v.optional(url('http:', 'https:')),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: v.optional(whole(65_535), '8787'),
  RATE_LIMIT: v.optional(whole(1_000_000), '600'),
  TRUSTED_PROXIES: v.optional(whole(10), '0'),
  EPOCH_SECONDS: v.optional(whole(604_800), '3600'),
  CONFIRMATIONS: v.optional(whole(10_000), '12'),
  TOKENS: v.optional(tokens, '[]'),
  POLL_MS: v.optional(v.pipe(whole(60_000), v.minValue(10)), '1000'),
  CATALOGUE_SECONDS: v.optional(whole(3600), '5'),
  CONFIRM_PAGES: v.optional(v.picklist(['on', 'off']), 'off'),
  CONFIRM_AGAIN_SECONDS: v.optional(whole(604_800), '21600'),
  CONFIRM_ORIGINS: v.optional(origins, ''),
  LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']), 'info'),
});

const environment = v.pipe(
  settings,
  v.forward(
    v.check(
      ({ RPC_URL, PUBLIC_RPC_URL }) =>
        PUBLIC_RPC_URL !== undefined || !URL.canParse(RPC_URL) || new URL(RPC_URL).username === '',
      'must be set, since RPC_URL has a password and everybody would be told it',
    ),
    ['PUBLIC_RPC_URL'],
  ),
);

export type RelayConfig = v.InferOutput<typeof environment>;
/** Configuration as it stands in the environment, all text. */
export type RelayEnvironment = v.InferInput<typeof environment>;

export const help = `node relay/bin/relay.ts [close-epoch | rotate-receipt-key ADDRESS | --help]

Runs a Glosa relay; settings are read from the environment. close-epoch asks the relay that runs on
DATABASE_URL to close its epoch now, and waits until that is active on chain. rotate-receipt-key has that
relay tell the escrow that another of its RECEIPT_KEY signs the receipts of the epoch after the next.

  DATABASE_URL       PostgreSQL: postgres://user:password@host:port/database
  RPC_URL            the node that the relay reads and sends through
  ESCROW             address of the CampaignEscrow
  DISTRIBUTOR        address of its RewardDistributor
  RELAY_KEY          private key that submits roots and pays gas (0x and 64 hex digits)
  RECEIPT_KEY        private key that signs receipts; around a rotation several, separated by commas: each epoch has
                     its own, and keys of earlier epochs answer for their batches
  PUBLIC_URL         the address under which people reach this relay, without a path (default: where it listens)
  PUBLIC_RPC_URL     a node that anybody may read from, also from a browser (default: RPC_URL, of which then everybody
                     is told)
  HOST, PORT         where to listen (default 127.0.0.1, 8787; port 0 is any free one)
  RATE_LIMIT         requests that one client may make in a minute, for each process (default 600; 0: any number)
  TRUSTED_PROXIES    how many proxies of yours a request passes; the client's address is then read from the
                     X-Forwarded-For that they write (default 0: from the connection; requests from this machine
                     itself are not counted)
  EPOCH_SECONDS      seconds between two epoch closes (default 3600; 0: only by close-epoch)
  CONFIRMATIONS      blocks that make a block final (default 12; 0 on a local chain)
  TOKENS             JSON list of {"address","symbol","decimals"} that this relay vouches for; campaigns in
                     other tokens are refused
  POLL_MS            milliseconds between two looks at chain and transactions (default 1000)
  CATALOGUE_SECONDS  seconds that the catalogue may be old (default 5)
  CONFIRM_PAGES      on: looks whether the pages exist that people label in campaigns of patterns (default off)
  CONFIRM_AGAIN_SECONDS
                     seconds until a page that was missed is looked for again (default 21600; two looks decide)
  CONFIRM_ORIGINS    origins that may be looked at although their address is not public or their port is unusual, for
                     a site on this machine: http://localhost:8080, several separated by commas (default none)
  LOG_LEVEL          trace, debug, info, warn, error, fatal or silent (default info)`;

/**
 * Reads the configuration from an environment.
 * @throws StartError naming every setting that is missing or wrong; never its value, which may be a key
 */
export function readConfig(env: Record<string, string | undefined>): RelayConfig {
  // A file of settings that Windows has saved leaves a carriage return behind each.
  const trimmed = Object.entries(env).map(([name, value = '']) => [name, value.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
  const result = v.safeParse(environment, given);
  if (result.success) return result.output;
  const lines = result.issues.map((issue) => {
    const name = String(issue.path?.[0].key ?? '');
    return issue.type === 'object' ? `  ${name} is not set` : `  ${name}: ${wrong(issue)}`;
  });
  throw new StartError(`The relay's settings are not right:\n${lines.join('\n')}\nSee --help.`);
}

/** valibot's own messages quote what they received. */
const wrong = ({ message, received, expected }: v.BaseIssue<unknown>): string =>
  message.includes(received) ? `must be ${expected ?? 'something else'}` : message;
