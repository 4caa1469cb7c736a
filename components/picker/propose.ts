import { keyOf } from './key-of.ts';
import { isDataName, isLasting } from './names.ts';

/** A way to say "this, and all like it". */
export interface Proposal {
  selector: string;
  /** Undefined where their text names them. */
  key: string | undefined;
  matches: readonly Element[];
}

/** As many matches as are drawn and named; a selector that finds more is no use to a labeler either. */
const mostMatches = 2000;
const mostProposals = 5;
const mostSteps = 4;

const tagOf = (element: Element) => element.localName;
/** Custom elements and SVG may have names that the grammar does not take. */
const isTag = (tag: string) => /^[a-z][a-z0-9-]*$/.test(tag);

/** What an element is called by itself, from much to little. */
function compoundsOf(element: Element): string[] {
  const tag = tagOf(element);
  if (!isTag(tag)) return [];
  const classes = [...element.classList].filter(isLasting).slice(0, 4);
  const data = element.getAttributeNames().filter(isDataName).slice(0, 4);
  return [
    ...(classes.length > 1 ? [`${tag}.${classes.join('.')}`] : []),
    ...classes.map((name) => `${tag}.${name}`),
    ...data.map((name) => `${tag}[${name}]`),
    tag,
  ];
}

/** Where it is: landmarks and named boxes around it, nearest first. */
function placesOf(element: Element): string[] {
  const places: string[] = [];
  for (let box = element.parentElement; box !== null && places.length < mostSteps; box = box.parentElement) {
    const tag = tagOf(box);
    const [name] = [...box.classList].filter(isLasting);
    if (isLasting(box.id)) places.push(`#${box.id}`);
    else if (name !== undefined && isTag(tag)) places.push(`${tag}.${name}`);
    else if (/^(?:main|article|aside|ol|ul|table)$/.test(tag)) places.push(tag);
  }
  return places;
}

/** Whether one lies in another: then a labeler would be asked twice about the same text. */
function isNested(elements: readonly Element[]): boolean {
  const all = new Set(elements);
  const isInside = (element: Element) => {
    for (let box = element.parentElement; box !== null; box = box.parentElement)
      if (all.has(box)) return true;
    return false;
  };
  return elements.some(isInside);
}

const isSame = (a: readonly Element[], b: readonly Element[]): boolean =>
  a.length === b.length && a.every((element, index) => element === b[index]);

/** Less is better: one that the site names, of several, none inside another, in few words that last. */
function cost({ selector, key, matches }: Proposal): number {
  const bare = /^[a-z0-9-]+$/.test(selector) ? 3 : 0;
  const lone = matches.length === 1 ? 4 : 0;
  return (key === undefined ? 2 : 0) + bare + lone + selector.length / 100;
}

/**
 * Selectors that find an element and all like it, best first, in the grammar of the terms. Never by its place among
 * its siblings: what stands there is another thing tomorrow.
 */
export function propose(element: Element): Proposal[] {
  const page = element.ownerDocument;
  const own = compoundsOf(element);
  const written = [
    ...own,
    ...placesOf(element).flatMap((place) => own.map((compound) => `${place} ${compound}`)),
  ];
  const proposals = [...new Set(written)].flatMap((selector): Proposal[] => {
    const matches = [...page.querySelectorAll(selector)];
    if (matches.length > mostMatches || !matches.includes(element) || isNested(matches)) return [];
    const key = keyOf(matches);
    return [{ selector, key, matches }];
  });
  const best: Proposal[] = [];
  for (const proposal of proposals.sort((a, b) => cost(a) - cost(b)))
    if (!best.some(({ matches }) => isSame(matches, proposal.matches))) best.push(proposal);
  return best.slice(0, mostProposals);
}
