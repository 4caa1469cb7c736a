import * as v from 'valibot';
import type { PrivateKeyAccount } from 'viem/accounts';
import { type KnownFault, readKnown } from '../../lib/authoring/known.ts';
import { parseJson, parseValue } from '../../lib/protocol/api/json.ts';
import type { RelayInfo } from '../../lib/protocol/api/relay.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import { lower, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { mostGiven, terms as schema, type Terms } from '../../lib/protocol/terms/terms.ts';
import { readTyped } from './read-text.ts';
import { Refusal } from './refusal.ts';

const fields = v.record(v.string(), v.unknown());
const knownList = v.optional(
  v.pipe(v.array(v.strictObject({ address: v.string(), answer: v.string() })), v.maxLength(mostGiven)),
  [],
);

/** Terms, and the truths to which they are to be bound, by page. */
export interface Draft {
  terms: Terms;
  truths: Map<string, Body>;
}

/**
 * A requester's file as terms: what follows from the relay and the key may be left out (`version`, `requester`, `chainId`,
 * `escrow`), `token` may be a symbol that the relay lists, `opens` is now when it is missing, and times may be dates of ISO 8601.
 * `known` are answers that the requester knows (`{ address, answer }`).
 *
 * @param now seconds since 1970
 * @throws Refusal with the field that is wrong
 */
export function completeDraft(
  text: string,
  { info, account, now }: { info: RelayInfo; account: PrivateKeyAccount; now: number },
): Draft {
  const { token, opens, closes, known, ...rest } = readTyped(fields, text);
  const everywhere = allSites(rest.universe);
  if (everywhere !== undefined)
    throw new Refusal(`universe: “${everywhere}” means all sites. Name the sites whose pages you ask about.`);
  const read = parseValue(schema, {
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
  return { terms: read.value, truths: readTruths(known, read.value) };
}

/** A draft whose terms were completed before, but for the golds: those are bound to a campaign's salt. */
export function completedDraft(text: string, { golds: _, ...terms }: Terms): Draft {
  const draft = parseJson(fields, text);
  return { terms, truths: readTruths(draft.ok ? draft.value.known : undefined, terms) };
}

function readTruths(given: unknown, terms: Terms): Map<string, Body> {
  const list = parseValue(knownList, given);
  if (!list.ok) throw new Refusal(`known: ${list.detail}.`);
  const { truths, fault } = readKnown(list.value, terms);
  if (fault !== undefined) throw new Refusal(`known: ${knownFaults[fault.code]} ${fault.detail}`);
  const placeholder = { ...terms, golds: { root: zero32, count: Math.max(1, truths.size) } };
  const bound = truths.size === 0 ? undefined : parseValue(schema, placeholder);
  if (bound?.ok === false) throw new Refusal(`known: ${bound.detail}.`);
  return truths;
}

const knownFaults: Record<KnownFault['code'], string> = {
  'known-address': 'the campaign is not about this page:',
  'known-answer': 'no option of the first question is called',
  'known-twice': 'this page stands twice:',
  'known-example': 'this page stands as an example, and is no task:',
};

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
