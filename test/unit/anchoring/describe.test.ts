// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { describe as selectorsOf } from '../../../lib/anchoring/index.ts';
import { kept, page, quoteOf, rangeOf } from './page.ts';

const words = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `w${((from + at) * 7919) % 10007}`).join(' ');

describe('what is kept of a label', () => {
  it('is path, position and quote, cheapest first', () => {
    const root = page('<h1>Title</h1><p>One <b>two</b> three.</p>');
    expect(kept(root, 'two three')).toEqual([
      {
        type: 'XPathSelector',
        value: '*[2]/*[1]',
        refinedBy: { type: 'TextPositionSelector', start: 0, end: 8 },
      },
      { type: 'TextPositionSelector', start: 8, end: 16 },
      { type: 'TextQuoteSelector', exact: 'two three', prefix: 'Title\nOne ', suffix: '.' },
    ]);
  });

  it('reads as the page does: blanks are one, blocks part words, what nobody reads is out', () => {
    const root = page('<p>a \n <i>b</i></p><script>x</script><p>c<br>d</p><style>y</style><ul><li>e</ul>f');
    const range = document.createRange();
    range.selectNodeContents(root);
    expect(quoteOf(selectorsOf(range, root)).exact).toBe('a b c d e f');
  });

  it('has its context in lines, one for each block that has a letter', () => {
    const root = page(
      '<h1>A\n title</h1> <p>&nbsp;</p><ul><li>one<br>more <b>this</b> two</li> <li> three</ul>end',
    );
    const { prefix, suffix } = quoteOf(kept(root, 'this'));
    expect([prefix, suffix]).toEqual(['A title\none more ', ' two\nthree\nend']);
    expect(quoteOf(kept(root, 'three'))).toMatchObject({
      prefix: 'A title\none more this two\n',
      suffix: '\nend',
    });
  });

  it('has as much context as tells it from its copies, and how near they come', () => {
    const shared = words(12);
    const root = page(`<p>${words(60, 100)} ${shared} here ${shared}</p><p>${shared} here ${shared}</p>`);
    const first = quoteOf(kept(root, 'here'));
    expect(first.copies).toBe(2);
    expect(first.rivals).toHaveLength(1);
    expect(first.rivals![0]![0]).toBeLessThan(96);
    expect(first.prefix.replace(/\s/g, '')).toHaveLength(96);
    expect(quoteOf(kept(page(`<p>${words(60)} here ${words(60, 80)}</p>`), 'here'))).not.toHaveProperty(
      'rivals',
    );
  });

  it('says what stands beside its copies where they stop being like it, in numbers', () => {
    const root = page('<p>one word here</p><p>two word there</p><p>two word here</p><p>two word</p>');
    const besides = [0, 1, 2, 3].map((nth) => quoteOf(kept(root, 'word', nth)).beside!);
    for (const beside of besides) {
      expect(beside).toHaveLength(3);
      expect(beside.flat().every((each) => Number.isInteger(each) && each >= 0 && each < 65_536)).toBe(true);
    }
    const changed = page('<p>one word here</p><p>two word there</p><p>the word here</p><p>two word</p>');
    expect(quoteOf(kept(changed, 'word')).beside).not.toEqual(besides[0]);
  });

  it('holds no control, no override of direction and no half of a pair', () => {
    const root = page(`<p>${'x'.repeat(47)}\u{1f600}\u202e\u0007word \u2066\u{1f600}${'y'.repeat(60)}</p>`);
    const { exact, prefix, suffix } = quoteOf(kept(root, 'word'));
    const all = prefix + exact + suffix;
    expect(all.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is tested
    expect(all).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('a range that is drawn badly', () => {
  it('that is empty, or holds nothing that is read, makes no label', () => {
    const root = page('<p>text</p> <script>code</script><p> </p>');
    const range = document.createRange();
    range.setStart(root.querySelector('p')!.firstChild!, 2);
    expect(selectorsOf(range, root)).toEqual([]);
    expect(selectorsOf(rangeOf(root, 'code'), root)).toEqual([]);
    range.selectNode(root.querySelectorAll('p')[1]!);
    expect(selectorsOf(range, root)).toEqual([]);
  });

  it('that lies elsewhere makes none: detached, in a frame, outside the root', () => {
    const root = page('<p>in</p><div>out</div>');
    const away = document.createElement('p');
    away.textContent = 'away';
    const frame = document.implementation.createHTMLDocument();
    frame.body.textContent = 'framed';
    for (const node of [away, frame.body, root.querySelector('div')!]) {
      const range = document.createRange();
      range.selectNodeContents(node);
      expect(selectorsOf(range, root.querySelector('p')!)).toEqual([]);
    }
  });

  it('that is reversed is read forwards', () => {
    const root = page('<p>one two three</p>');
    const node = root.querySelector('p')!.firstChild!;
    const reversed = {
      startContainer: node,
      startOffset: 7,
      endContainer: node,
      endOffset: 4,
      collapsed: false,
    };
    expect(quoteOf(selectorsOf(reversed, root)).exact).toBe('two');
  });

  it('that starts or ends in an element is taken to the text', () => {
    const root = page('<div><p>one</p><!-- no --><p>two</p><hr></div><p>three</p>');
    const range = document.createRange();
    range.setStart(root.firstChild!, 2);
    range.setEnd(root.firstChild!, 4);
    expect(quoteOf(selectorsOf(range, root)).exact).toBe('two');
    range.setEnd(root, 2);
    expect(quoteOf(selectorsOf(range, root)).exact).toBe('two three');
  });

  it('that halves a pair or cuts off an accent takes the whole letter', () => {
    const root = page('<p>a\u{1f600}b cafe\u0301 d</p>');
    const node = root.querySelector('p')!.firstChild!;
    const part = (start: number, end: number) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      return quoteOf(selectorsOf(range, root)).exact;
    };
    expect(part(2, 4)).toBe('\u{1f600}b');
    expect(part(0, 2)).toBe('a\u{1f600}');
    expect(part(5, 9)).toBe('cafe\u0301');
  });

  it('that is longer than a label may be makes none', () => {
    const root = page(`<p>${'long text '.repeat(2000)}</p>`);
    const range = document.createRange();
    range.selectNodeContents(root);
    expect(selectorsOf(range, root)).toEqual([]);
  });

  it('in a shadow root is described below it', () => {
    const host = page('<div></div>').querySelector('div')!;
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<p>shaded words</p>';
    const range = document.createRange();
    range.selectNodeContents(root.querySelector('p')!);
    const label = selectorsOf(range, root);
    expect(quoteOf(label).exact).toBe('shaded words');
  });
});
