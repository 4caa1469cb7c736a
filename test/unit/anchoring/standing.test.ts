// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor, describe as describeRange } from '../../../lib/anchoring/index.ts';
import { standing } from '../../../lib/anchoring/standing.ts';
import { kept, page, placeOf } from './page.ts';

const stands = (html: string, label: unknown): string | undefined => {
  return standing([label], page(html))[0]?.toString();
};
const around = 'Rent may be withheld in part until the windows close again, and no longer than that.';
const html = (inner: string) => `<h1>${around}</h1><p>${inner}</p><p>${around}</p>`;

describe('a label that still stands', () => {
  it('is found on the page that it was made on, whatever its text is made of', () => {
    const bits = ' \n\t\u00a0\u00ad\u200b\u0301\u2026\ufb03\u201cÉßΣAb1.あ한\u05d0\u{1f600}';
    const text = fc.string({ unit: fc.constantFrom(...bits), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, (before, quoted, after) => {
        const whole = html(`${before}${quoted}needle${quoted}<b>${after}</b>`);
        const label = kept(page(whole), 'needle');
        expect(stands(whole, label)).toMatch(/^needle(\u00ad|\u200b|\u0301)*$/u);
      }),
    );
  });

  it('is nowhere else than where those who read the whole page find it', () => {
    const bits = [
      'are shared',
      'are',
      ' ',
      '\n  ',
      '<i>a</i>',
      '<b>b.</b>',
      '\u2026',
      '\u00ad',
      '<br>',
      '<style>a</style>',
    ];
    const text = fc.array(fc.constantFrom(...bits), { maxLength: 6 }).map((some) => some.join(''));
    let stood = 0;
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (before, after, other, isChanged) => {
        const label = kept(page(html(`${before}needle <u>are shared</u>${after}`)), 'needle are shared');
        const now = isChanged
          ? `${other}needle <u>are shared</u>${after}`
          : `${before}needle <u>are shared</u>${after}`;
        const root = page(html(now));
        const [range] = standing([label], root);
        if (range === undefined) return;
        stood++;
        const [read] = anchor(root, [label.filter(({ type }) => type !== 'XPathSelector')]);
        expect(read && placeOf(root, read)).toBe(placeOf(root, range));
        expect(read?.toString()).toBe(range.toString());
      }),
    );
    expect(stood).toBeGreaterThan(20);
  });

  it.each([
    [
      'code between it and its context',
      'Costs <script>let a = 1;</script>are <i>sh<b>ared</b></i>, since',
      'are shared',
    ],
    ['a line break within', 'Costs are\n        shared, since', 'Costs are\n        shared'],
    ['letters before it that are several', 'The ﬁrst oﬃce … Costs are shared', 'Costs are'],
    ['no text before it', 'Costs', 'Costs'],
  ])('is found with %s', (_, inner, words) => {
    expect(stands(html(inner), kept(page(html(inner)), words))).toBe(words);
  });

  it('is found when only blanks have changed', () => {
    const label = kept(page(html('Costs are shared')), 'are shared');
    expect(stands(html('Costs\n are  shared'), label)).toBe('are  shared');
    expect(stands(html(`Costs ${' '.repeat(5000)}are${' '.repeat(5000)}shared`), label)).toMatch(
      /^are +shared$/,
    );
    expect(stands(html(`Costs ${' '.repeat(500_000)}are shared`), label)).toBeUndefined();
  });

  it('ends where it ended when its words come again', () => {
    const twice = html('<i>a</i><i>aab</i>');
    const root = page(twice);
    const range = document.createRange();
    const [one, other] = [...root.querySelectorAll('i')].map((each) => each.firstChild!);
    range.setStart(one!, 0);
    range.setEnd(other!, 1);
    const label = JSON.parse(JSON.stringify(describeRange(range, root)));
    expect(standing([label], root)[0]?.endOffset).toBe(1);
  });

  it.each([
    ['its words', 'Costs are split'],
    ['what comes before', 'Fees are shared'],
    ['what comes behind', 'Costs are shared now'],
  ])('is left to those who read the whole page when %s changed', (_, changed) => {
    const label = kept(page(html('<i>Costs are shared</i>')), 'are shared');
    expect(stands(html(`<i>${changed}</i>`), label)).toBeUndefined();
  });

  it('is not found in text that nobody reads', () => {
    const label = kept(page('<div><p>Costs are shared</p></div>'), 'Costs are shared');
    expect(stands('<div><script>Costs are shared</script></div>', label)).toBeUndefined();
  });

  it('is left to those who read the whole page when it lies in very many pieces', () => {
    const letters = 'abcdefghijklmnopqrstuvwxy'.repeat(52);
    const inner = [...letters].map((letter) => `<i>${letter}</i>`).join('');
    const label = kept(page(html(inner)), letters);
    expect([undefined, letters]).toContain(stands(html(inner), label));
  });

  it.each([null, 'text', [null], [{ type: 'XPathSelector' }, { type: 'TextQuoteSelector', exact: 1 }]])(
    'is none in another form: %j',
    (label) => {
      expect(stands(html('Costs are shared'), label)).toBeUndefined();
    },
  );
});
