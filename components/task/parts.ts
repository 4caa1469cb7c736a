/** Parts of a layer, as many as are asked for: those that there are first, in their order. */
export function partsIn(layer: HTMLElement, className: string): (count: number) => readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  return (count) => {
    for (const extra of parts.splice(count)) extra.remove();
    while (parts.length < count) {
      const part = layer.ownerDocument.createElement('div');
      part.className = className;
      layer.append(part);
      parts.push(part);
    }
    return parts;
  };
}
