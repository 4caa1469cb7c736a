import * as v from 'valibot';

/** The longest page address that a label may carry, in UTF-16 units. */
export const maxAddress = 2048;

/** One parse instead of the two of `canParse` first; `URL.parse` is younger than the oldest browser that we run in. */
function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * An address in which the WHATWG serializer changes nothing: a host of lower-case names, the last without digits, none of
 * punycode, no port; no segment of dots; no character that is escaped.
 */
const plain =
  /^https?:\/\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)*[a-z]+(?:\/(?:[\w~-][\w~.-]*)?)+(?:\?[\w~.=&%+-]+)?$/;

/** Whether an address is sure to be a `pageAddress`, without parsing it. */
export const isPlainAddress = (address: string): boolean =>
  address.length <= maxAddress && plain.test(address);

function isCanonical(input: unknown): input is string {
  if (typeof input !== 'string' || input.length > maxAddress) return false;
  if (isPlainAddress(input)) return true;
  const url = urlOf(input);
  return (
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    !input.includes('#') &&
    !input.endsWith('?') &&
    url.href === input
  );
}

/** A page address in the one spelling of the WHATWG URL serializer: http(s), no fragment, no credentials. */
export const pageAddress = v.custom<string>(
  isCanonical,
  'must be a normalised http(s) address without fragment',
);

/**
 * The address under which all labelers of a page meet: a same-origin `rel=canonical` when there is one, else the page's
 * own; of its query only the parameters that the terms name, sorted by name; no fragment, no credentials.
 *
 * @param location the page's own address
 * @param canonical the `href` of its `link rel=canonical`, if any
 * @param keep names of query parameters that tell pages apart
 * @returns undefined when the page has no http(s) address or it is too long
 */
export function canonicalAddress(
  location: string,
  canonical: string | undefined,
  keep: readonly string[],
): string | undefined {
  if (!URL.canParse(location)) return undefined;
  const own = new URL(location);
  const named = canonical !== undefined && URL.canParse(canonical, own.href) ? new URL(canonical, own) : own;
  // A blob: address has the origin of its page, so the scheme is compared too.
  const url = named.origin === own.origin && named.protocol === own.protocol ? named : own;
  url.hash = '';
  url.username = '';
  url.password = '';
  const kept = [...url.searchParams].filter(([name]) => keep.includes(name));
  url.search = '';
  for (const [name, value] of kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    url.searchParams.append(name, value);
  return isCanonical(url.href) ? url.href : undefined;
}

/** A query of which the WHATWG serializer of search parameters changes no character. */
const plainQuery = /^[\w.*-]+=[\w.*-]*(?:&[\w.*-]+=[\w.*-]*)*$/;

/**
 * Whether a normalised address is the one under which all labelers of its page meet: `canonicalAddress` would give it
 * back. Of such an address only the query can be written in other ways.
 *
 * @param address as `pageAddress` takes it
 */
export function isCanonicalAddress(address: string, keep: readonly string[]): boolean {
  const start = address.indexOf('?');
  if (start === -1) return true;
  const query = address.slice(start + 1);
  if (!plainQuery.test(query)) return canonicalAddress(address, undefined, keep) === address;
  const names = query.split('&').map((part) => part.slice(0, part.indexOf('=')));
  return names.every((name, at) => keep.includes(name) && (at === 0 || names[at - 1]! <= name));
}
