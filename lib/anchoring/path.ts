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

/** The element at a path that `pathTo` wrote; undefined when there is none, or the path is of another form. */
export function elementAt(path: string, root: ParentNode & Node): (ParentNode & Node) | undefined {
  if (path === '') return root;
  let at: ParentNode & Node = root;
  for (const step of path.split('/', mostSteps)) {
    const child = step.startsWith('*[') ? elementIn(at, Number(step.slice(2, -1)) - 1) : undefined;
    if (child === undefined) return undefined;
    at = child;
  }
  return at;
}
