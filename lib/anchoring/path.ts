import { elementsBelow, elementsIn, isElement, leftOf, parentOf } from './tree.ts';

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

/** The element at a path that `pathTo` wrote; undefined when there is none, or the path is of another form. */
export function elementAt(path: string, root: Root): Root | undefined {
  if (path.length > longestPath) return undefined;
  let found = root;
  let among = elementsBelow(root);
  for (let from = 0; from < path.length; ) {
    const to = path.indexOf(']', from);
    if (to < 0 || !path.startsWith(from === 0 ? '*[' : '/*[', from)) return undefined;
    const inner = among[Number(path.slice(path.indexOf('[', from) + 1, to)) - 1];
    if (inner === undefined) return undefined;
    found = inner;
    among = elementsIn(inner);
    from = to + 1;
  }
  return found;
}
