/** As many as are worth a frame; the count says the rest. */
const mostMarks = 200;

export type MarkKind = 'at' | 'match';

/** Draws frames over elements, on a layer that lies on the document and takes no clicks. */
export function drawMarks(layer: HTMLElement, elements: readonly Element[], kind: MarkKind): void {
  const view = layer.ownerDocument.defaultView;
  const [left, top] = [view?.scrollX ?? 0, view?.scrollY ?? 0];
  const marks = elements.slice(0, mostMarks).map((element) => {
    const box = element.getBoundingClientRect();
    const mark = layer.ownerDocument.createElement('div');
    mark.className = `mark ${kind}`;
    mark.style.cssText = `left:${box.left + left}px;top:${box.top + top}px;width:${box.width}px;height:${box.height}px`;
    return mark;
  });
  layer.replaceChildren(...marks);
}
