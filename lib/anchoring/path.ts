import { elementIn, isElement, leftOf, parentOf } from './tree.ts';

/** Farther siblings are not counted: a path that needs more is not worth its time. */
const mostSiblings = 5000;
const mostSteps = 256;

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
  /** Ends of the steps that nobody has gone yet, the last first. */
  const ends: number[] = [];
  let at: Root | undefined = known.get(path);
  for (let end = path.length; at === undefined; ) {
    if (ends.length === mostSteps) return undefined;
    ends.push(end);
    end = path.lastIndexOf('/', end - 1);
    at = end < 0 ? root : known.get(path.slice(0, end));
  }
  let place: Root = at;
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    const step = path.slice(path.lastIndexOf('/', end - 1) + 1, end);
    const child: Root | undefined = step.startsWith('*[')
      ? elementIn(place, Number(step.slice(2, -1)) - 1)
      : undefined;
    if (child === undefined) return undefined;
    place = child;
    known.set(path.slice(0, end), place);
  }
  return place;
}
