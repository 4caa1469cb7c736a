import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Known } from './versions.ts';

/** A listing whole. */
const withTerms = (told: string, terms: string | undefined) => `${told.slice(0, -1)},"terms":${terms}}`;

export function wholeText({ newest, entries }: Known, termsTexts: ReadonlyMap<Hex, string>): string {
  // In one order, whichever process asks: equal wholes are the same bytes.
  const all = [...entries.values()]
    .sort((a, b) => (a.campaign < b.campaign ? -1 : 1))
    .flatMap(({ told, terms_hash }) => (told === null ? [] : [withTerms(told, termsTexts.get(terms_hash))]));
  return `{"campaigns":[${all.join()}],"updatedAt":${newest.made_at},"version":1}`;
}

/** What changed since the version with this tag; undefined where nobody knows it any more. */
export function sinceText(
  { newest, byTag, entries }: Known,
  termsTexts: ReadonlyMap<Hex, string>,
  since: string,
): string | undefined {
  const from = byTag.get(since)?.version;
  if (from === undefined) return undefined;
  const changed: string[] = [];
  const gone: string[] = [];
  for (const { campaign, version, terms_version, terms_hash, told } of entries.values()) {
    if (version <= from) continue;
    if (told === null) gone.push(`"${campaign}"`);
    else changed.push(terms_version > from ? withTerms(told, termsTexts.get(terms_hash)) : told);
  }
  const at = newest.made_at;
  return `{"campaigns":[${changed.join()}],"gone":[${gone.join()}],"since":"${since}","updatedAt":${at},"version":1}`;
}
