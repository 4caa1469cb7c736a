import { parseValue } from '../protocol/api/json.ts';
import { canonicalAddress } from '../protocol/target/address.ts';
import { matchesUniverse } from '../protocol/terms/matches.ts';
import { pagePattern } from '../protocol/terms/pattern.ts';
import { elementSelector, keyAttribute } from '../protocol/terms/selector.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { textFault } from './check-text.ts';
import type { Fault } from './fault.ts';
import type { PlanForm } from './form.ts';
import { isAllSites, patternsOf } from './patterns.ts';

const filled = (list: readonly string[]) => list.map((one) => one.trim()).filter((one) => one !== '');

/** The patterns that stand in the terms: typed, or derived from the examples. */
export const patternsIn = ({ patterns, examples }: PlanForm): string[] =>
  patterns === null ? patternsOf(filled(examples)) : [...new Set(filled(patterns))];

export const keptIn = ({ keep }: PlanForm): string[] => [...new Set(filled(keep))];

/** Addresses as labelers meet under them, each once; those that are none are left out. */
export const pagesOf = (addresses: readonly string[], keep: readonly string[]): string[] => [
  ...new Set(addresses.flatMap((address) => canonicalAddress(address, undefined, keep) ?? [])),
];

/** The first that is no address of a page. */
export const noPageIn = (addresses: readonly string[]): string | undefined =>
  addresses.find((address) => canonicalAddress(address, undefined, []) === undefined);

/** What stands in the terms. */
export const listedIn = (form: PlanForm): string[] => pagesOf(filled(form.list), keptIn(form));

export const universeIn = (form: PlanForm): Terms['universe'] =>
  form.pages === 'list'
    ? { kind: 'list', addresses: listedIn(form) }
    : { kind: 'pattern', patterns: patternsIn(form) };

export interface Example {
  address: string;
  /** As labelers meet under it; null when it is no page address. */
  canonical: string | null;
  matches: boolean;
}

/** The universe without the patterns that are none. */
export function soundUniverse(form: PlanForm): Terms['universe'] {
  const universe = universeIn(form);
  if (universe.kind === 'list') return universe;
  return { kind: 'pattern', patterns: universe.patterns.filter((one) => parseValue(pagePattern, one).ok) };
}

/** What becomes of each example address. */
export function examplesIn(form: PlanForm): Example[] {
  const universe = soundUniverse({ ...form, pages: 'patterns' });
  return filled(form.examples).map((address) => {
    const canonical = canonicalAddress(address, undefined, keptIn(form)) ?? null;
    const matches = canonical !== null && matchesUniverse(universe, canonical);
    return { address, canonical, matches };
  });
}

function checkPatterns(form: PlanForm): Fault[] {
  return patternsIn(form).flatMap((pattern): Fault[] => {
    if (isAllSites(pattern)) return [{ field: 'patterns', code: 'all-sites', detail: pattern }];
    if (parseValue(pagePattern, pattern).ok) return [];
    return [{ field: 'patterns', code: 'bad-pattern', detail: pattern }];
  });
}

function checkExamples(form: PlanForm): Fault[] {
  const examples = examplesIn(form);
  if (examples.length === 0) return [{ field: 'examples', code: 'no-example', detail: '' }];
  return examples.flatMap(({ address, canonical, matches }): Fault[] => {
    if (canonical === null) return [{ field: 'examples', code: 'bad-example', detail: address }];
    return matches ? [] : [{ field: 'examples', code: 'no-match', detail: address }];
  });
}

function checkList(form: PlanForm): Fault[] {
  if (listedIn(form).length === 0) return [{ field: 'list', code: 'no-list', detail: '' }];
  const odd = noPageIn(filled(form.list));
  return odd === undefined ? [] : [{ field: 'list', code: 'bad-example', detail: odd }];
}

/** Passages are asked about in a page's text, and only they are. */
function unitFits({ unit, questions }: PlanForm): boolean {
  if (questions === null) return true;
  return questions.some(({ kind }) => kind === 'span') === (unit === 'selection');
}

function checkUnit(form: PlanForm): Fault[] {
  const { unit, selector, key, seen } = form;
  if (!unitFits(form)) return [{ field: 'unit', code: 'unit', detail: '' }];
  if (unit !== 'element') return [];
  if (selector.trim() === '') return [{ field: 'selector', code: 'missing', detail: '' }];
  const faults: Fault[] = [];
  if (!parseValue(elementSelector, selector.trim()).ok)
    faults.push({ field: 'selector', code: 'bad-selector', detail: '' });
  else if (seen === null || seen.selector !== selector.trim())
    faults.push({ field: 'selector', code: 'untried-selector', detail: '' });
  else if (seen.matches === 0)
    faults.push({ field: 'selector', code: 'selector-without-matches', detail: seen.address });
  if (key.trim() !== '' && !parseValue(keyAttribute, key.trim()).ok)
    faults.push({ field: 'key', code: 'bad-key', detail: '' });
  return faults;
}

/** What is wrong with where labels are wanted. Money is never locked for pages that nobody can find. */
export const checkPlace = (form: PlanForm): Fault[] => [
  ...(form.pages === 'list' ? checkList(form) : [...checkExamples(form), ...checkPatterns(form)]),
  ...checkUnit(form),
  ...keptIn(form).flatMap((name) => textFault('keep', name, 60)),
];
