import { openRootOf } from '../../../lib/anchoring/tree.ts';
import type { Slices, Work } from './slices.ts';
import { watchUpgrades } from './upgrades.ts';

export interface Watching {
  found(element: Element): void;
  lost(element: Element): void;
  /** What names it may be another now. Told before the page is painted again. */
  changed(element: Element): void;
  /** Everything that had changed is looked through. */
  looked(): void;
}

export interface Matches {
  /** As they were found by the last look, in no order. */
  known: ReadonlySet<Element>;
  /** As they stand at this moment, in the trees that are known, for who can not wait for a look. */
  now(): Element[];
}

/** As many matches of one selector as are followed; further ones wait until others have gone. */
const mostMatches = 5_000;
/** More places to look through than this are looked through as one. */
const mostRoots = 500;
/** Of more changes at once it is not looked what each of them was. */
const mostRecords = 5_000;
const stepsPerYield = 50;

/**
 * Follows the matches of a selector through everything that a page does: nodes that come, go, move, are used again for
 * something else. Looks in slices, and only where something changed. A selector is asked in the document and in each open
 * shadow tree by itself (CSS Scoping, section 3.1); closed ones and frames are not looked into.
 * @param selector of the terms (`elementSelector`)
 * @param key the attribute that names a match; without one its text does
 */
export function watchMatches(
  { selector, key }: { selector: string; key?: string },
  page: Document,
  on: Watching,
  slices: Slices,
  signal: AbortSignal,
): Matches {
  const found = new Set<Element>();
  const roots = new Set<Element>([page.documentElement]);
  const shadows = new Set<ShadowRoot>();
  const shaping = attributesIn(selector);
  let looking = false;
  let stale = false;

  const lose = (element: Element) => {
    found.delete(element);
    on.lost(element);
  };
  const check = (element: Element) => {
    const is = element.isConnected && isMatch(element, selector);
    if (!is && found.has(element)) lose(element);
    if (!is || found.has(element) || found.size >= mostMatches) return;
    found.add(element);
    on.found(element);
  };
  const enter = (shadow: ShadowRoot) => {
    if (shadows.has(shadow)) return;
    shadows.add(shadow);
    observer.observe(shadow, observed);
  };
  function* lookThrough(root: Element): Work {
    const trees: Node[] = [root];
    let steps = 0;
    for (let tree = trees.pop(); tree !== undefined; tree = trees.pop()) {
      // An iterator, unlike a walker, finds its way on when the node at which it stands is removed (DOM, 6.1).
      const iterator = page.createNodeIterator(tree, NodeFilter.SHOW_ELEMENT);
      for (let node = iterator.nextNode(); node !== null; node = iterator.nextNode()) {
        if (node instanceof Element) check(node);
        const shadow = openRootOf(node);
        if (shadow !== null) {
          enter(shadow);
          trees.push(shadow);
        } else if (node instanceof Element) upgrades.add(node);
        if (++steps % stepsPerYield === 0) yield;
      }
    }
  }
  function* look(): Work {
    while (stale || roots.size > 0) {
      if (stale) {
        stale = false;
        for (const element of found) if (!element.isConnected) lose(element);
        for (const shadow of shadows) if (!shadow.isConnected) shadows.delete(shadow);
        upgrades.look();
      }
      yield;
      const [root] = roots;
      if (root === undefined) continue;
      roots.delete(root);
      yield* lookThrough(root);
    }
    looking = false;
    on.looked();
  }
  const lookSoon = () => {
    if (looking) return;
    looking = true;
    slices(look());
  };

  const upgrades = watchUpgrades((element) => {
    roots.add(element);
    lookSoon();
  }, signal);

  const named = (node: Node): Element | undefined => {
    for (let at: Node | null = node; at !== null; at = at.parentNode)
      if (at instanceof Element && found.has(at)) return at;
    return undefined;
  };
  const observer = new MutationObserver((records) => {
    const isFlood = records.length > mostRecords;
    const changed = new Set<Element>(isFlood ? found : []);
    if (isFlood) roots.add(page.documentElement);
    stale ||= isFlood;
    for (const { type, target, addedNodes, attributeName } of isFlood ? [] : records) {
      const renamed = type === 'attributes' ? attributeName === key : key === undefined;
      const element = renamed ? named(target) : undefined;
      if (element !== undefined) changed.add(element);
      if (type === 'attributes' && target instanceof Element && shaping.includes(attributeName ?? ''))
        roots.add(target);
      for (const node of addedNodes) if (node instanceof Element) roots.add(node);
      if (roots.size > mostRoots) {
        roots.clear();
        roots.add(page.documentElement);
      }
      stale ||= type === 'childList';
    }
    for (const element of changed) on.changed(element);
    if (stale || roots.size > 0) lookSoon();
  });
  const watched = key === undefined ? shaping : [...shaping, key];
  const observed: MutationObserverInit = {
    subtree: true,
    childList: true,
    characterData: key === undefined,
    ...(watched.length === 0 ? {} : { attributeFilter: watched }),
  };
  observer.observe(page, observed);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  lookSoon();
  return { known: found, now: () => matchesIn([page, ...shadows], selector) };
}

function matchesIn(trees: readonly ParentNode[], selector: string): Element[] {
  const matches: Element[] = [];
  try {
    for (const tree of trees) {
      if (matches.length >= mostMatches) break;
      matches.push(...[...tree.querySelectorAll(selector)].slice(0, mostMatches));
    }
  } catch {
    return [];
  }
  return matches;
}

/** The page's own selector engine has the last word on what it takes. */
function isMatch(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Attributes on which it depends what a selector matches, maybe some more. */
function attributesIn(selector: string): string[] {
  const named = [...selector.matchAll(/\[([a-z0-9-]+)/g)].map(([, name = '']) => name);
  return [...named, ...(selector.includes('.') ? ['class'] : []), ...(selector.includes('#') ? ['id'] : [])];
}
