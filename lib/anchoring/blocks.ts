import { above, hasName } from './tree.ts';

/** Elements that part words by themselves. */
const blocks = new Set(
  'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
export const isBlock = (node: Node): boolean => hasName(node, blocks);

/** The nearest element round a node that parts words. */
export function blockOf(node: Node): Node | null {
  let at = above(node);
  while (at !== null && !isBlock(at)) at = above(at);
  return at;
}
