/** Gives the root that a node is in one more style sheet. @returns what takes it away again */
export function adopt(node: Node, style: CSSStyleSheet): () => void {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) return () => {};
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== style);
  };
}
