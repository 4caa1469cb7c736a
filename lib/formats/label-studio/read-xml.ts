import { SaxesParser } from 'saxes';

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  line: number;
}

/** Nesting beyond this is no config of anybody's. */
const maxDepth = 20;

/**
 * The elements of an XML document. Text between them is an error: a labeling config has none. So is a document type, which could
 * define entities that grow without end.
 * @returns a sentence where it is not such a document
 */
export function readXml(text: string): { ok: true; root: Element } | { ok: false; because: string } {
  const open: Element[] = [];
  let root: Element | undefined;
  let because: string | undefined;
  const parser = new SaxesParser();
  const fail = (reason: string) => {
    because ??= `line ${parser.line}: ${reason}`;
  };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => fail('a document type is not read'));
  parser.on('text', (given) => {
    if (given.trim() !== '') fail('text between the tags is not read');
  });
  parser.on('cdata', () => fail('CDATA is not read'));
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    if (open.push(element) > maxDepth) fail(`nested deeper than ${maxDepth}`);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  // In pieces, so that what is refused early is not read to its end.
  for (let from = 0; from < text.length && because === undefined; from += 10_000)
    parser.write(text.slice(from, from + 10_000));
  if (because === undefined) parser.close();
  if (because !== undefined) return { ok: false, because };
  return root === undefined ? { ok: false, because: 'no element' } : { ok: true, root };
}
