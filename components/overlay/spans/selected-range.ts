import { isShadow, treeOf } from '../../../lib/anchoring/tree.ts';

/** Trees that a selection may lie in are asked for by name: of more than these nobody selects in at once. */
const mostTrees = 20;

export interface SelectedRange {
  /** An act happened there: a selection may be in the open shadow trees around it. */
  heardAt(event: Event): void;
  /** What is selected; undefined when nothing is, or it reaches from one tree into another, as no range does. */
  read(): Range | undefined;
}

/** The selection of a document, in whichever of its open shadow trees it is (Selection API, `getComposedRanges`). */
export function selectedRange(): SelectedRange {
  let trees: ShadowRoot[] = [];
  return {
    heardAt(event) {
      const around = event.composedPath().filter((one) => one instanceof Node && isShadow(one));
      trees = [...new Set([...(around as ShadowRoot[]), ...trees])]
        .filter(({ isConnected }) => isConnected)
        .slice(0, mostTrees);
    },
    read() {
      const selection = getSelection();
      if (selection === null || selection.rangeCount === 0) return undefined;
      const inTrees = trees.length > 0 && 'getComposedRanges' in selection;
      const [found] = inTrees ? selection.getComposedRanges({ shadowRoots: trees }) : [];
      const { startContainer, startOffset, endContainer, endOffset } = found ?? selection.getRangeAt(0);
      if (treeOf(startContainer) !== treeOf(endContainer)) return undefined;
      const range = new Range();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      return range.collapsed ? undefined : range;
    },
  };
}
