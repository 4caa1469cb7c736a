import { type PageText, readPage } from './page-text.ts';
import type { Work } from './slices.ts';

interface Reading {
  text: PageText;
  watch: MutationObserver;
}

const readings = new WeakMap<Node, Reading>();
const lastTrees = new WeakMap<Node, readonly ShadowRoot[]>();

/** The open shadow trees that lay below `root` when its text was last read: no observer sees into them from outside. */
export const openTrees = (root: Node): readonly ShadowRoot[] => lastTrees.get(root) ?? [];

/** The text below `root` as it is now. It is read once, and again when something below has changed since. */
export function* currentText(root: Node): Work<PageText> {
  const known = readings.get(root);
  if (known !== undefined && known.watch.takeRecords().length === 0) return known.text;
  forget(root);
  let stale = false;
  const watch = new MutationObserver(() => {
    stale = true;
    watch.disconnect();
    if (readings.get(root)?.watch === watch) readings.delete(root);
  });
  const options = { subtree: true, childList: true, characterData: true };
  watch.observe(root, options);
  const trees: ShadowRoot[] = [];
  const text = yield* readPage(root, (tree) => {
    if (!stale) watch.observe(tree, options);
    trees.push(tree);
  });
  lastTrees.set(root, trees);
  if (!stale && watch.takeRecords().length === 0) readings.set(root, { text, watch });
  else watch.disconnect();
  return text;
}

function forget(root: Node): void {
  readings.get(root)?.watch.disconnect();
  readings.delete(root);
}
