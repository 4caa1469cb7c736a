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
  if (path === '') return root;
  const numbers = path.length > longestPath ? null : path.match(/\d+/g);
  if (numbers === null || `*[${numbers.join(']/*[')}]` !== path) return undefined;
  let among = elementsBelow(root);
  let found: Element | undefined;
  for (const number of numbers) {
    found = among[+number - 1];
    if (found === undefined) return undefined;
    among = elementsIn(found);
  }
  return found;
}
