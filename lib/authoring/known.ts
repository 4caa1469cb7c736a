import type { GivenGolds } from '../protocol/api/campaigns.ts';
import { bytesToHex, hexToBytes } from '../protocol/ledger/bytes.ts';
import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { givenTree } from '../protocol/signed/gold.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { canonicalAddress } from '../protocol/target/address.ts';
import { pageTargetOf } from '../protocol/target/target.ts';
import { standsAsExample } from '../protocol/terms/example.ts';
import { matchesUniverse } from '../protocol/terms/matches.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A page whose truth the requester knows, as it is written. */
export interface Known {
  address: string;
  /** An option by its id or its words; several are parted by `|`. It answers the first question. */
  answer: string;
}

export interface KnownFault {
  code: 'known-address' | 'known-answer' | 'known-twice' | 'known-example';
  /** The address, or what stands for an answer. */
  detail: string;
}

/** A line: an address, a blank, and the answer. */
export function knownOf(line: string): Known {
  const [address = '', ...rest] = line.trim().split(/\s+/u);
  return { address, answer: rest.join(' ') };
}

function bodyOf(question: Question | undefined, answer: string): Body | undefined {
  if (question?.kind !== 'choice') return undefined;
  const said = answer.split('|').map((one) => one.trim().toLowerCase());
  const isSaid = ({ id, label }: (typeof question.options)[number]) =>
    said.includes(id.toLowerCase()) || said.includes(label.trim().toLowerCase());
  const chosen = question.options.filter(isSaid).map(({ id }) => id);
  if (chosen.length !== said.length || (chosen.length > 1 && !question.multiple)) return undefined;
  return { [question.id]: { kind: 'choice', chosen } };
}

/** Truths by the addresses under which labelers meet, or why one can not be: where the campaign is not, an example, or no option. */
export function readKnown(
  known: readonly Known[],
  terms: Pick<Terms, 'questions' | 'universe' | 'keepParameters' | 'examples'>,
): { truths: Map<string, Body>; fault: KnownFault | undefined } {
  const { questions, universe, keepParameters } = terms;
  const truths = new Map<string, Body>();
  const wrong = (code: KnownFault['code'], detail: string) => ({ truths, fault: { code, detail } });
  for (const { address, answer } of known) {
    const page = canonicalAddress(address, undefined, keepParameters);
    if (page === undefined || !matchesUniverse(universe, page)) return wrong('known-address', address);
    if (standsAsExample(terms, pageTargetOf(page))) return wrong('known-example', address);
    const body = bodyOf(questions[0], answer);
    if (body === undefined) return wrong('known-answer', answer === '' ? address : answer);
    if (truths.has(page)) return wrong('known-twice', address);
    truths.set(page, body);
  }
  return { truths, fault: undefined };
}

/** HMAC-SHA256 of a task under the campaign's secret: its name in public files. */
async function refOf(secret: Uint8Array<ArrayBuffer>, task: Hex): Promise<Hex> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, new Uint8Array(hexToBytes(task)));
  return bytesToHex(new Uint8Array(signed));
}

/**
 * Binds terms to what the requester knows, before the campaign is on chain: whose secret names the tasks, so that each gold
 * names its own, and the root of all, which nobody can change any more.
 *
 * @param random so many bytes that nobody can foresee
 */
export async function giveGolds(
  terms: Terms,
  campaign: Hex,
  truths: ReadonlyMap<string, Body>,
  random: (bytes: number) => Uint8Array,
): Promise<{ terms: Terms; golds: GivenGolds | undefined }> {
  if (truths.size === 0) return { terms, golds: undefined };
  const secret = new Uint8Array(random(32));
  const known = await Promise.all(
    [...truths].map(async ([address, truth]) => ({
      ref: await refOf(secret, taskId(campaign, pageTargetOf(address))),
      truth,
      salt: bytesToHex(random(16)),
    })),
  );
  // By ref: the order in which they were written says nothing.
  known.sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const { root } = givenTree(known);
  return {
    terms: { ...terms, golds: { root, count: known.length } },
    golds: { secret: bytesToHex(secret), known },
  };
}
