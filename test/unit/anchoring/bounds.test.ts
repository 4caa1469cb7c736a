// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor, anchorInSlices, describe as selectorsOf } from '../../../lib/anchoring/index.ts';
import type { Selector } from '../../../lib/anchoring/selector.ts';
import { kept, page, quoteOf } from './page.ts';

const quoted = (exact: string, more: Partial<ReturnType<typeof quoteOf>> = {}): Selector[] => [
  { type: 'TextQuoteSelector', exact, prefix: '', suffix: '', ...more },
];

describe('a page without measure', () => {
  it('of ten million characters in one node', () => {
    const root = page('<p></p>');
    const node = document.createTextNode(`${'lorem ipsum dolor '.repeat(560_000)}the only label here`);
    root.querySelector('p')!.append(node);
    const range = document.createRange();
    range.setStart(node, node.length - 19);
    range.setEnd(node, node.length - 9);
    const label = selectorsOf(range, root);
    expect(quoteOf(label).exact).toBe('the only l');
    root.prepend('put before: ');
    const labels = [label, quoted('lorem ipsum dolor'), quoted('not in here at all')];
    const [found, , none] = anchor(root, labels);
    expect(found?.startOffset).toBe(node.length - 19);
    expect(none).toBeNull();
  });

  it('of a hundred thousand nodes, and very deep', () => {
    const group = (depth: number): string =>
      depth === 0 ? '<b>x</b>' : `<div>${group(depth - 1).repeat(15)}</div>`;
    const root = page(`${group(4)}<p>before the bottom</p>`);
    let deep: Element = root;
    for (let n = 0; n < 1500; n++) {
      const inner = document.createElement('i');
      deep.append(inner);
      deep = inner;
    }
    deep.append('at the bottom');
    const range = document.createRange();
    range.selectNodeContents(deep);
    const label = selectorsOf(range, root);
    root.prepend('new ');
    expect(anchor(root, [label])[0]?.toString()).toBe('at the bottom');
  });

  it('that says the same thing over and over', () => {
    const root = page(`<p>${'again and '.repeat(30_000)}</p>`);
    const labels = Array.from({ length: 50 }, (_, nth) => kept(root, 'again', nth * 10));
    root.prepend('not ');
    for (const found of anchor(root, labels)) if (found !== null) expect(found.toString()).toBe('again');
  });
});

describe('what is described', () => {
  it('is read in one pass, whatever stands between its letters, and blanks are one whatever parts them', () => {
    const root = page('<p></p><p>here</p>');
    root.querySelector('p')!.append(`one${' \u0007'.repeat(200_000)}two`);
    const before = process.cpuUsage();
    expect(quoteOf(kept(root, 'here')).prefix).toBe('one two\n');
    expect(process.cpuUsage(before).user).toBeLessThan(2e6);
  });
});

describe('selectors from anywhere', () => {
  it('lead nowhere or somewhere, but never throw', () => {
    const root = page('<div><p>Some text that <b>stands</b> here.</p><p>And some more.</p></div>');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('stands here', 'some', '', 'text that'),
    );
    const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 53, -1, 1e9, 0));
    const position = fc.record({
      type: fc.constant('TextPositionSelector' as const),
      start: number,
      end: number,
    });
    const path = fc.oneof(
      fc.string(),
      fc.constantFrom('*[1]/*[2]', '*[0]', '*[1e3]/*[-1]', '/'.repeat(5000)),
    );
    const selector = fc.oneof(
      position,
      fc.record({ type: fc.constant('XPathSelector' as const), value: path, refinedBy: position }),
      fc.record({ type: fc.constant('TextQuoteSelector' as const), exact: text, prefix: text, suffix: text }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(selector, { maxLength: 4 }), { maxLength: 5 }), (labels) => {
        const found = anchor(root, labels);
        expect(found).toHaveLength(labels.length);
        for (const each of found) if (each !== null) expect(each.collapsed).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('of any shape are not found', () => {
    const root = page('<p>Some text that stands here.</p>');
    const good = kept(root, 'stands');
    const shapes = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(undefined, null, [null], [[]], [{ type: 'TextQuoteSelector' }], [{ type: 1 }]),
      fc.constant([{ ...quoteOf(good), rivals: [null], copies: 'two' }]),
    );
    fc.assert(
      fc.property(fc.array(shapes, { maxLength: 4 }), (labels) => {
        const found = anchor(root, [...labels, good] as Selector[][]);
        expect(found.slice(0, -1)).toEqual(labels.map(() => null));
        expect(found.at(-1)?.toString()).toBe('stands');
      }),
      { numRuns: 200 },
    );
    for (const no of [null, undefined, 7, 'labels', {}]) expect(anchor(root, no as never)).toEqual([]);
    for (const no of [null, undefined, {}, 'range']) expect(selectorsOf(no as never, root)).toEqual([]);
    expect(anchor(null as never, [good])).toEqual([null]);
  });

  it('with a quote of a megabyte are refused', () => {
    const root = page(`<p>${'long '.repeat(3000)}</p>`);
    expect(anchor(root, [quoted('long '.repeat(200_000))])).toEqual([null]);
  });
});

describe('a page that changes while we work', () => {
  const word = (seed: number) => (((seed + 1) * 2654435761) % 2 ** 32).toString(36);
  const line = (at: number) => `${word(at)} ${word(at * 3)} ${word(at * 5)} ${word(at * 7)}`;
  const lines = Array.from({ length: 800 }, (_, at) => `<p>${line(at)}</p>`);
  const changes: [string, (root: HTMLElement) => void][] = [
    ['loses its text', (root) => root.replaceChildren()],
    ['loses the label', (root) => root.children[401]!.remove()],
    ['shortens the label', (root) => (root.children[401]!.firstChild!.nodeValue = word(400))],
    [
      'writes other words in its place',
      (root) => {
        root.children[401]!.firstChild!.nodeValue = line(9999).padEnd(60);
      },
    ],
    ['moves what is read', (root) => root.prepend(...[...root.children].slice(100, 600))],
    ['grows for ever', (root) => root.append(document.createElement('p'), 'more and more')],
  ];
  it.each(changes)('%s, whenever that is', async (_, change) => {
    const words = line(400);
    const label = kept(page(lines.join('')), words);
    for (let moment = 1, rests = 0; moment <= Math.max(1, rests); moment++) {
      const root = page(lines.join(''));
      root.prepend(document.createElement('p'));
      rests = 0;
      const [found] = await anchorInSlices(root, [label], () => {
        if (++rests === moment) change(root);
        return Promise.resolve();
      });
      if (found === undefined) continue;
      expect(found.range.toString()).toBe(words);
      expect(root.contains(found.range.startContainer)).toBe(true);
    }
  });

  it.each([
    ...changes,
    [
      'puts words among its own',
      (root: HTMLElement) => (root.children[401]!.firstChild as Text).insertData(9, ' not '),
    ],
  ] as const)('%s, where labels stand', async (_, change) => {
    const whole = `<p></p>${lines.join('')}`;
    const words = line(400);
    const standing = [400, ...Array.from({ length: 19 }, (_, at) => at * 40 + 1)].map(line);
    for (const gone of [[], ['words that are in no line']]) {
      const labels = [...standing, ...gone].map((one) => kept(page(`${whole}<p>${gone}</p>`), one));
      for (let moment = 1, rests = 0; moment <= Math.max(1, rests); moment++) {
        const root = page(whole);
        rests = 0;
        const [found] = await anchorInSlices(root, labels, () => {
          if (++rests === moment) change(root);
          return Promise.resolve();
        });
        if (found === undefined) continue;
        // Or where it is now, for whoever looks again.
        const [now] = anchor(root, labels);
        expect([words, now?.toString()]).toContain(found.range.toString());
      }
    }
  });

  it('rests as often as it is told to, and answers as without rests', async () => {
    const root = page(lines.join(''));
    const labels = [3, 300, 700].map((at) => kept(root, line(at)));
    root.prepend('New first words. ');
    let rests = 0;
    const slow = await anchorInSlices(root, labels, () =>
      ++rests % 2 === 0 ? Promise.resolve() : undefined,
    );
    const quick = anchor(root, labels);
    expect(slow.map((each) => each?.range.toString())).toEqual(quick.map((each) => each?.toString()));
    expect(slow.every((each) => each !== undefined)).toBe(true);
  });
});
