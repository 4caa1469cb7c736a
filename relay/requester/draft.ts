import * as v from 'valibot';
import type { PrivateKeyAccount } from 'viem/accounts';
import { parseJson, parseValue } from '../../lib/protocol/api/json.ts';
import type { RelayInfo } from '../../lib/protocol/api/relay.ts';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { type Terms, terms } from '../../lib/protocol/terms/terms.ts';
import { Refusal } from './refusal.ts';

const fields = v.record(v.string(), v.unknown());

/**
 * A requester's file as terms: what follows from the relay and the key may be left out (`version`, `requester`, `chainId`,
 * `escrow`), `token` may be a symbol that the relay lists, `opens` is now when it is missing, and times may be dates of ISO 8601.
 *
 * @param now seconds since 1970
 * @throws Refusal with the field that is wrong
 */
export function completeDraft(
  text: string,
  { info, account, now }: { info: RelayInfo; account: PrivateKeyAccount; now: number },
): Terms {
  const draft = parseJson(fields, text);
  if (!draft.ok) throw new Refusal(`The terms are no JSON object: ${draft.detail}.`);
  const { token, opens, closes, ...rest } = draft.value;
  const everywhere = allSites(rest.universe);
  if (everywhere !== undefined)
    throw new Refusal(`universe: “${everywhere}” means all sites. Name the sites whose pages you ask about.`);
  const read = parseValue(terms, {
    version: 1,
    requester: lower(account.address),
    chainId: info.chainId,
    escrow: info.escrow,
    ...rest,
    token: info.tokens.find(({ symbol }) => symbol === token)?.address ?? token,
    opens: opens === undefined ? now : secondsOf(opens),
    closes: secondsOf(closes),
  });
  if (!read.ok) throw new Refusal(`The terms are not right: ${read.detail}.`);
  return read.value;
}

/** A date becomes seconds; the schema judges everything else. */
function secondsOf(time: unknown): unknown {
  if (typeof time !== 'string') return time;
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : Math.floor(at / 1000);
}

/** The first pattern whose host is anything: the schema refuses it too, but does not say why. */
function allSites(universe: unknown): string | undefined {
  const patterns: unknown = Object(universe).patterns;
  if (!Array.isArray(patterns)) return undefined;
  return patterns
    .filter((pattern): pattern is string => typeof pattern === 'string')
    .find((pattern) => /^<all_urls>$|^[^:/]*:\/\/\*(?::\d+)?(?:\/|$)|^\*$/.test(pattern));
}
