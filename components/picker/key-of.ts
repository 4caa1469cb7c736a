import { isAttributeKey } from '../../lib/protocol/target/unit-text.ts';
import { isDataName } from './names.ts';

/** Better names first: what a site calls its entry, before anything else that happens to differ. */
function rank(name: string): number {
  if (/(?:^|-)(?:id|key|uid|uuid|urn)$/.test(name) && name !== 'id') return 0;
  if (name === 'itemid') return 1;
  return name === 'id' ? 3 : 2;
}

const isUnique = (values: readonly (string | null)[]): boolean =>
  values.every((value) => value !== null && isAttributeKey(value)) && new Set(values).size === values.length;

/**
 * The attribute by which the site itself names these elements: each has it, and no two the same. Undefined where there is
 * none: then their text names them.
 */
export function keyOf(elements: readonly Element[]): string | undefined {
  const [first] = elements;
  if (first === undefined) return undefined;
  const named = first
    .getAttributeNames()
    .filter((name) => name === 'id' || name === 'itemid' || isDataName(name))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length);
  return named.find((name) => isUnique(elements.map((element) => element.getAttribute(name))));
}
