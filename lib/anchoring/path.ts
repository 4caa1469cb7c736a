import { elementIn, isElement, leftOf, parentOf } from './tree.ts';

/** Farther siblings are not counted: a path that needs more is not worth its time. */
const mostSiblings = 5000;
const mostSteps = 256;
/** In units. */
const longestPath = mostSteps * '*[1000]/'.length;

/** Steps of the form `*[3]` from `root` down to `element`; undefined when it is too far. */
export function pathTo(element: Element, root: Node): string | undefined {
  const steps: string[] = [];
  for (let at: Node | null = element; at !== root; at = parentOf(at)) {
    if (at === null || !isElement(at) || steps.length === mostSteps) return undefined;
    let number = 1;
    for (let left = leftOf(at); left !== null; left = leftOf(left))
      if (++number > mostSiblings) return undefined;
    steps.push(`*[${number}]`);
  }
  return steps.reverse().join('/');
}

type Root = ParentNode & Node;

/** Elements that paths led to, while nothing of the page can change: labels of one page share most of their steps. */
export type KnownPaths = Map<string, Root>;

/**
 * The element at a path that `pathTo` wrote; undefined when there is none, or the path is of another form.
 *
 * @param known is added to
 */
export function elementAt(path: string, root: Root, known: KnownPaths = new Map()): Root | undefined {
  if (path === '') return root;
  let found = known.get(path);
  if (found !== undefined) return found;
  const cut = path.lastIndexOf('/');
  if (path.length > longestPath || !path.startsWith('*[', cut + 1)) return undefined;
  const parent = cut < 0 ? root : elementAt(path.slice(0, cut), root, known);
  found = parent && elementIn(parent, Number(path.slice(cut + 3, -1)) - 1);
  if (found !== undefined) known.set(path, found);
  return found;
}
