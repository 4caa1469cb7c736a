// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeIn, readingOf } from '../../../../components/overlay/spans/reading.ts';
import { blockEnd } from '../../../../components/overlay/spans/text-steps.ts';
import { page, rangeOf } from '../../anchoring/page.ts';

const textOf = (html: string, words: string) => {
  const root = page(html);
  const read = readingOf(rangeOf(root, words), root);
  return read && [read.reading.text, read.reading.text.slice(read.mark.start, read.mark.end)];
};

test('reads across elements, parts blocks, and takes blanks of the source for blanks', () => {
  expect(textOf('<h1>Title</h1><p>One <b>t</b>wo\n   three<br>four</p>', 'two')).toEqual([
    `Title${blockEnd}One two    three${blockEnd}four`,
    'two',
  ]);
});

test('what nobody reads is not read, and what lies far away neither', () => {
  const far = '<p>far away </p>'.repeat(5_000);
  const [text = '', words] =
    textOf(`${far}<script>code</script><p>near <i>words</i></p>${far}`, 'words') ?? [];
  expect(words).toBe('words');
  expect(text).not.toContain('code');
  expect(text.length).toBeLessThan(10_000);
});

const pieces = fc.array(
  fc.tuple(
    fc.constantFrom('p', 'b', 'i', 'div', 'script', 'br'),
    fc.constantFrom('', 'a', 'word', 'two words', ' ', '\n x '),
  ),
  { minLength: 1, maxLength: 12 },
);

test('a range read and put back holds the same text, wherever it begins and ends', () => {
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (parts, one, other) => {
      const root = page(
        parts.map(([tag, text]) => (tag === 'br' ? `${text}<br>` : `<${tag}>${text}</${tag}>`)).join(''),
      );
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      const read = nodes.filter((node) => node.parentElement?.localName !== 'script');
      if (read.length === 0) return;
      const points = [one, other].map((seed) => {
        const node = read[seed % read.length]!;
        return { node, offset: (seed >> 4) % (node.length + 1), at: read.indexOf(node) };
      });
      points.sort((a, b) => a.at - b.at || a.offset - b.offset);
      const range = document.createRange();
      range.setStart(points[0]!.node, points[0]!.offset);
      range.setEnd(points[1]!.node, points[1]!.offset);
      const found = readingOf(range, root);
      expect(found).toBeDefined();
      if (found === undefined || found.mark.start === found.mark.end) return;
      const back = rangeIn(found.reading, found.mark);
      const bare = (text: string) => text.replace(/\s|\u2029/g, '');
      const said = bare(found.reading.text.slice(found.mark.start, found.mark.end));
      const inside = read
        .map((node) => {
          const from = node === points[0]!.node ? points[0]!.offset : 0;
          const to = node === points[1]!.node ? points[1]!.offset : node.length;
          const at = read.indexOf(node);
          return at < points[0]!.at || at > points[1]!.at ? '' : node.data.slice(from, to);
        })
        .join('');
      expect(said).toBe(bare(inside));
      if (back !== undefined) expect(read).toContain(back.startContainer);
    }),
    { numRuns: 300 },
  );
});
