// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { lostAt } from '../../../lib/anchoring/borders.ts';
import { currentText } from '../../../lib/anchoring/current.ts';
import { letterAt } from '../../../lib/anchoring/place.ts';
import { finish } from '../../../lib/anchoring/slices.ts';
import { soughtBy } from '../../../lib/anchoring/sought.ts';
import { kept, page, rangeOf } from './page.ts';

const line = 'The tenant sends a list';
const around = ['<p>Rent may be withheld.</p>', '<p>Costs are shared, as was asked.</p>'];
const before = `${around[0]}<p>${line}</p>${around[1]}`;

/** What is lost of the block of "sends" at the first place that has it in another page. */
function lostIn(
  html: string,
  context: { before: number; after: number },
  label = kept(page(before), 'sends'),
) {
  const root = page(html);
  const text = finish(currentText(root));
  const { startContainer, startOffset } = rangeOf(root, 'sends');
  const start = letterAt(text, startContainer, startOffset, root);
  return lostAt(text, { start, end: start + 5, quote: 5, ...context }, soughtBy(label)!);
}

describe('of the rest of its block a label has lost', () => {
  const whole = { before: 9, after: 5 };

  it('nothing where the block was moved, in whatever elements', () => {
    expect(
      lostIn(
        `<main><section>The <i>tenant</i> sends a li<b>st</b></section>${around.join('')}</main>`,
        whole,
      ),
    ).toBe(0);
  });

  it('nothing where a letter of it has gone', () => {
    expect(lostIn(`<p>Te tenant sends a list</p>${around.join('')}`, { before: 9, after: 5 })).toBe(0);
  });

  it('a side where the border lies elsewhere, though all of the text is there', () => {
    expect(lostIn(`<p>Now ${line}</p>`, whole)).toBe(1);
    expect(lostIn(`<p>${line} of faults</p>`, whole)).toBe(1);
    expect(lostIn(`<p>sends a list</p>`, whole)).toBe(1);
    expect(lostIn(`<p>${line.replace('The', 'So the')} of faults</p>`, whole)).toBe(2);
  });

  it('as much of a side as other text stands there within the same borders', () => {
    expect(lostIn('<p>Nobody else sends a list</p>', { before: 0, after: 5 })).toBe(1);
    expect(lostIn(`<p>${line}</p>`, { before: 6, after: 5 })).toBeCloseTo(1 / 3);
  });

  it('what its context holds of a block that is longer than that', () => {
    const rest = (times: number) => `<p>${line} ${'of what is broken in the flat '.repeat(times)}</p>`;
    const label = kept(page(`${around[0]}${rest(5)}`), 'sends');
    expect(lostIn(rest(3), { before: 9, after: 48 }, label)).toBe(0);
    expect(lostIn(rest(3), { before: 9, after: 36 }, label)).toBeCloseTo(1 / 4);
    expect(lostIn(rest(1), { before: 9, after: 28 }, label)).toBe(1);
  });

  it('nothing that can be known where its context shows no border', () => {
    const label = kept(page(before), 'sends').map((each) =>
      each.type === 'TextQuoteSelector' ? { ...each, prefix: 'The tenant ', suffix: ' a list' } : each,
    );
    expect(lostIn('<p>Nobody sends it</p>', { before: 0, after: 0 }, label)).toBe(0);
  });
});
