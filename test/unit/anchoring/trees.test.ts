// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { anchor, anchorInSlices, describe as selectorsOf } from '../../../lib/anchoring/index.ts';
import { Walk } from '../../../lib/anchoring/walk.ts';
import { kept, page, quoteOf, rangeOf } from './page.ts';

/** Gives an element an open shadow tree. */
function shade(element: Element, html: string, mode: 'open' | 'closed' = 'open'): ShadowRoot {
  const tree = element.attachShadow({ mode });
  tree.innerHTML = html;
  return tree;
}

let root: HTMLElement;
let card: ShadowRoot;
let inner: ShadowRoot;

beforeEach(() => {
  root = page(
    '<p>Before.</p><news-card><i>slotted one</i><i>slotted two</i></news-card><p>Behind.</p><empty-card></empty-card><b>End.</b>',
  );
  card = shade(
    root.querySelector('news-card')!,
    '<h2>Head of the card</h2><style>h2 { color: red }</style><deep-part></deep-part>and its foot',
  );
  inner = shade(card.querySelector('deep-part')!, 'in the depth');
  shade(root.querySelector('empty-card')!, '');
});

const order = [
  'Before.',
  'Head of the card',
  'in the depth',
  'and its foot',
  'slotted one',
  'slotted two',
  'Behind.',
  'End.',
];

function textsFrom(step: 'nextText' | 'previousText', from?: Node): string[] {
  const walk = new Walk(root, from);
  const texts: string[] = [];
  for (let node = walk[step](); node !== null; node = walk[step]()) texts.push(node.data);
  return texts;
}

describe('a walk through open trees', () => {
  it('reads a shadow tree behind its host, and the host’s own children after it', () => {
    expect(textsFrom('nextText')).toEqual(order);
  });

  it('goes back the way it came, from any text', () => {
    const nodes: Text[] = [];
    const walk = new Walk(root);
    for (let node = walk.nextText(); node !== null; node = walk.nextText()) nodes.push(node);
    nodes.forEach((node, at) => {
      expect(textsFrom('previousText', node)).toEqual(order.slice(0, at).reverse());
      expect(textsFrom('nextText', node)).toEqual(order.slice(at + 1));
    });
  });

  it('passes over what an element holds, its shadow tree too', () => {
    const walk = new Walk(root, root.querySelector('news-card')!);
    expect(walk.nextOutside()?.textContent).toBe('Behind.');
    const within = new Walk(root, card.querySelector('h2')!);
    expect(within.nextOutside()?.nodeName.toLowerCase()).toBe('style');
    expect(new Walk(root, card.lastChild!).nextOutside()?.textContent).toBe('slotted one');
  });

  it('does not enter a closed one', () => {
    shade(root.querySelector('p')!, 'nobody reads this', 'closed');
    expect(textsFrom('nextText')).toEqual(order);
  });
});

describe('a label in an open tree', () => {
  it('is described without a path, and found again when the page has changed round it', () => {
    const label = JSON.parse(JSON.stringify(selectorsOf(rangeOf(card, 'of the card'), root)));
    expect(label.map(({ type }: { type: string }) => type)).toEqual([
      'TextPositionSelector',
      'TextQuoteSelector',
    ]);
    expect(quoteOf(label)).toMatchObject({ exact: 'of the card', prefix: 'Before.\nHead ' });
    root.prepend('Something new. ');
    card.querySelector('h2')!.innerHTML = 'The head of <u>the</u> card!';
    const [found] = anchor(root, [label]);
    expect(found?.toString()).toBe('of the card');
    expect(found?.startContainer.getRootNode()).toBe(card);
  });

  it('is seen to be gone when its tree has changed after it was read', () => {
    const label = kept(root, 'Behind');
    const deep = selectorsOf(rangeOf(inner, 'in the depth'), root);
    expect(anchor(root, [label, deep]).map(String)).toEqual(['Behind', 'in the depth']);
    inner.textContent = 'another text';
    expect(anchor(root, [label, deep]).map(String)).toEqual(['Behind', 'null']);
  });

  it('in a tree that comes while the page is read is found or not, and never elsewhere', async () => {
    const deep = selectorsOf(rangeOf(inner, 'in the depth'), root);
    for (let moment = 1; moment < 6; moment += 1) {
      let rests = 0;
      const [found] = await anchorInSlices(root, [deep], () => {
        rests += 1;
        if (rests === moment) inner.host.replaceWith(inner.host.cloneNode());
        return Promise.resolve();
      });
      expect(['in the depth', undefined]).toContain(found?.range.toString());
      if (found !== undefined) expect(found.range.startContainer.getRootNode()).toBe(inner);
    }
  });

  it('that would reach over a border of trees is none', () => {
    const over = {
      startContainer: root.querySelector('p')!.firstChild!,
      startOffset: 0,
      endContainer: card.querySelector('h2')!.firstChild!,
      endOffset: 4,
      collapsed: false,
    };
    expect(selectorsOf(over, root)).toEqual([]);
    const label = kept(page('<p>Before. Head of the card</p>'), 'Before. Head');
    const parted = page('<p>Before. </p><news-card></news-card>');
    shade(parted.querySelector('news-card')!, 'Head of the card');
    expect(anchor(parted, [label])).toEqual([null]);
  });
});
