/**
 * Languages that the platform keeps apart though who reads one reads the other: Bokmål and Nynorsk are Norwegian (the parents of
 * `nb` and `nn` in CLDR). Browsers name one of them, campaigns another.
 */
const norwegian = new Set(['nb', 'nn']);

/** The language of a BCP 47 tag without region and script, under the tag that it has now: `pt` of `pt-BR`, `fil` of `tl`. */
export function primaryOf(tag: string): string {
  const primary = subtagOf(tag);
  return norwegian.has(primary) ? 'no' : primary;
}

function subtagOf(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return (tag.split('-', 1)[0] ?? tag).toLowerCase();
  }
}

/**
 * Whether who reads some languages is among those whom a campaign asks for: RFC 4647's basic filtering (section 3.3.1) with primary
 * subtags as ranges, so who reads `pt` reads `pt-BR`. A campaign that names no language asks for everybody, and of
 * somebody who names none nothing is known.
 */
export function isAudience(asked: readonly string[], reads: readonly string[]): boolean {
  if (asked.length === 0 || reads.length === 0) return true;
  const read = new Set(reads.map(primaryOf));
  return asked.some((tag) => read.has(primaryOf(tag)));
}
