/** Where an arrow leads from an element: out, in, to the one before or after. Undefined when there is nothing. */
export function step(from: Element, key: string): Element | undefined {
  const to = {
    ArrowUp: from.parentElement,
    ArrowDown: from.firstElementChild,
    ArrowLeft: from.previousElementSibling,
    ArrowRight: from.nextElementSibling,
  }[key];
  return to === null || to === from.ownerDocument.documentElement ? undefined : to;
}
