// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { anchor, anchorInSlices } from '../../../lib/anchoring/index.ts';
import { foundBy, kept, page, placeOf, quoteOf, rangeOf } from './page.ts';

const story = [
  'The court finds that the landlord did not keep the flat in repair.',
  'Rent may be withheld in part until the windows close again.',
  'The tenant had written three letters, and none of them was answered.',
  'Costs are shared, since both sides asked for more than was due.',
  'An appeal can be brought within one month of service.',
];
const html = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`).join('');
const quote = 'three letters, and none';
const steps = ['Tenants send a list of what is broken.', 'Tenants keep the old windows shut.'];

function foundAfter(changed: string, words = quote, before = html(story)): string | undefined {
  const label = kept(page(before), words);
  return foundBy(page(changed), label);
}

describe('a label is found', () => {
  it('in the same page, as surely as can be', async () => {
    expect(foundAfter(html(story))).toBe(quote);
    const label = kept(document.body, quote);
    const [found] = await anchorInSlices(document.body, [label], () => undefined);
    expect(found?.sure).toBe(1);
  });

  it('when elements come and go', () => {
    const changed = html(story).replace('three letters', '<a href="#">three</a> <span>let</span>ters');
    expect(foundAfter(`<main><script>x</script>${changed}</main>`)).toBe(quote);
  });

  it('across elements', () => {
    const label = kept(page(html(story)), 'again.The tenant');
    expect(foundBy(page(`<h1>New</h1>${html(story)}`), label)).toBe('again.The tenant');
  });

  it('when the page writes quotes, dashes and blanks otherwise', () => {
    const before = html(['He said "wait - now\u2026" and it\'s done.', ...story]);
    const changed = before
      .replace('"wait - now\u2026"', '\u201cwait\n \u2013 now...\u201d')
      .replace("it's", 'it\u2019s');
    expect(foundAfter(changed, '"wait - now\u2026" and it\'s', before)).toContain('now...\u201d and');
  });

  it('when text is put before it', () => {
    expect(foundAfter(html(['Something new stands here now.', 'And more of it.', ...story]))).toBe(quote);
  });

  it('with mistakes in it, a letter more, a letter less, two that changed places', () => {
    const changed = html(story).replace(quote, 'thre letters, adn nonne');
    expect(foundAfter(changed)).toBe('thre letters, adn nonne');
  });

  it('by its neighbours, though it is short and written otherwise', () => {
    expect(foundAfter(html(story).replace('Costs', 'Csots'), 'Costs')).toBe('Csots');
  });

  it('when its paragraph is moved', () => {
    const moved = [story[2]!, story[0]!, story[1]!, story[3]!, story[4]!];
    expect(foundAfter(html(moved))).toBe(quote);
  });

  it('when nothing of its context is left, if it stood only once', () => {
    expect(foundAfter(html(['Quite other words.', story[2]!, 'And others again.']), story[2]!)).toBe(
      story[2]!,
    );
  });

  it('where it was, not where it was copied to', () => {
    const label = kept(page(html(story)), quote);
    const root = page(html([`A note: ${quote} of that.`, ...story, quote]));
    const [found] = anchor(root, [label]);
    expect(placeOf(root, found!)).toBe(placeOf(root, rangeOf(root, quote, 1)));
  });

  it('where none of its copies was, when each of these stands where it stood', () => {
    const credit = (line: string) => [line, 'Reuters'];
    const before = page(html([...credit(story[0]!), ...credit(story[1]!), story[2]!, story[3]!]));
    const label = kept(before, 'Reuters', 1);
    const other = 'No photograph of the house was given to the court.';
    const root = page(html([...credit(story[0]!), story[1]!, other, story[2]!, 'Reuters', story[3]!]));
    const [found] = anchor(root, [label]);
    expect(found && placeOf(root, found)).toBe(placeOf(root, rangeOf(root, 'Reuters', 1)));
  });

  it('not where none of its copies was, when one of these is no longer there and another came twice', () => {
    const lines = [
      'Nobody asked, and the tenant wrote to Reuters, long ago.',
      'Twice a year the tenant wrote to Reuters about costs that were shared.',
      'No photograph was sold by Reuters about costs in that month.',
    ];
    const label = kept(page(html(lines)), 'Reuters', 1);
    expect(quoteOf(label).rivals).toHaveLength(2);
    const changed = [
      lines[0]!,
      story[1]!,
      lines[0]!,
      story[0]!,
      'All of it was seen at Reuters by one of them.',
    ];
    expect(foundBy(page(html(changed)), label)).toBeUndefined();
  });

  it('by the rest of its paragraph when that is moved, not by what it leaves behind', () => {
    const label = kept(page(html([...story.slice(0, 3), ...steps, story[3]!])), 'Tenants');
    const root = page(html([...story.slice(0, 3), steps[1]!, story[3]!, steps[0]!]));
    const [found] = anchor(root, [label]);
    expect(found && placeOf(root, found)).toBe(placeOf(root, rangeOf(root, 'Tenants', 1)));
  });

  it('where its paragraph was moved to, when another that says the same stands where it stood', () => {
    const same = 'Read the whole text';
    const label = kept(page(html([story[0]!, same, ...story.slice(1, 3), same, ...story.slice(3)])), same, 1);
    const root = page(html([story[0]!, same, story[1]!, same, ...story.slice(2)]));
    const [found] = anchor(root, [label]);
    expect(found && placeOf(root, found)).toBe(placeOf(root, rangeOf(root, same, 1)));
  });

  it('of two side by side, whichever of them was moved', () => {
    const [here, there] = ['Reuters, London office', 'Reuters, Paris bureau'];
    const before = html([story[0]!, here, there, ...story.slice(1)]);
    const labels = [0, 1].map((nth) => kept(page(before), 'Reuters', nth));
    const moved = (lines: readonly string[]) => {
      const root = page(html(lines));
      return anchor(root, labels).map((found) => found && placeOf(root, found));
    };
    const [, ...rest] = story;
    const isMoved = [story[0]!, there, ...rest.slice(0, 3), here, rest[3]!];
    expect(moved(isMoved)).toEqual(
      [1, 0].map((nth) => placeOf(document.body, rangeOf(document.body, 'Reuters', nth))),
    );
    const otherIsMoved = [story[0]!, here, ...rest.slice(0, 3), there, rest[3]!];
    expect(moved(otherIsMoved)).toEqual(
      [0, 1].map((nth) => placeOf(document.body, rangeOf(document.body, 'Reuters', nth))),
    );
  });

  it('as labels are that do not say what stood beside the other places', () => {
    const lines = [story[0]!, 'Read the whole text', story[1]!, story[2]!, 'Read the whole text', story[3]!];
    const label = kept(page(html(lines)), 'whole text', 1);
    const { beside, ...older } = quoteOf(label);
    expect(beside).toHaveLength(1);
    const root = page(html(['News of today', ...lines.slice(0, 3), ...lines.slice(4)]));
    const [found] = anchor(root, [[...label.slice(0, -1), older]]);
    expect(found && placeOf(root, found)).toBe(placeOf(root, rangeOf(root, 'whole text', 1)));
  });

  it('among places that are alike as far as can be seen, by the labels round it', () => {
    const twins = (lines: readonly string[]) =>
      page(html([...lines, ...Array(90).fill('Reply to this'), story[0]!]));
    const before = twins([story[1]!]);
    const nths = [40, 45, 50];
    const labels = [
      kept(before, 'withheld'),
      ...nths.map((nth) => kept(before, 'Reply', nth)),
      kept(before, 'landlord'),
    ];
    const root = twins(['Three lines', 'more than', 'there were.', story[1]!]);
    const places = anchor(root, labels).map((found) => found && placeOf(root, found));
    expect(places.slice(1, -1)).toEqual(nths.map((nth) => placeOf(root, rangeOf(root, 'Reply', nth))));
  });
});

describe('a label is not found', () => {
  it('when its paragraph is gone', () => {
    expect(foundAfter(html(story.filter((line) => !line.includes(quote))))).toBeUndefined();
  });

  it('when it is cut out of its sentence', () => {
    expect(foundAfter(html(story).replace(quote, ''))).toBeUndefined();
  });

  it('when other words stand in its place', () => {
    expect(foundAfter(html(story).replace(quote, 'a lawyer whom nobody knew'))).toBeUndefined();
  });

  it('when only a copy of it is left that was there before', () => {
    const before = html([...story, 'What follows is quoted from the file.', 'It has none at all.']);
    const label = kept(page(before), 'none', 0);
    expect(foundBy(page(before.replace(story[2]!, 'Nothing is known of that.')), label)).toBeUndefined();
  });

  it('when another paragraph that begins alike has closed up to where it was', () => {
    const label = kept(page(html([...story.slice(0, 3), ...steps, story[3]!])), 'Tenants');
    expect(foundBy(page(html([...story.slice(0, 3), steps[1]!, story[3]!])), label)).toBeUndefined();
  });

  it('on an empty page, or by selectors that quote nothing', () => {
    const label = kept(page(html(story)), quote);
    expect(foundBy(page(''), label)).toBeUndefined();
    page(html(story));
    const [path, position, words] = label;
    expect(
      anchor(document.body, [
        [],
        [path!, position!],
        [{ ...words!, exact: ' \u00ad' } as typeof words & object],
      ]),
    ).toEqual([null, null, null]);
  });
});

it('answers in the order it was asked, each label for itself', () => {
  const before = page(html(story));
  const labels = ['appeal', 'Rent', 'landlord'].map((words) => kept(before, words));
  const found = anchor(page(html(story.toSpliced(1, 1))), labels);
  expect(found.map((each) => each?.toString())).toEqual(['appeal', undefined, 'landlord']);
});

it('leaves the page as it was', () => {
  const label = kept(page(html(story)), quote);
  const changed = html(['New.', ...story]);
  foundBy(page(changed), label);
  expect(document.body.innerHTML).toBe(changed);
});

it('reads a page again when it has changed since', () => {
  const root = page(html(story));
  const label = kept(root, 'Rent may be withheld');
  root.querySelector('p')!.remove();
  expect(foundBy(root, label)).toBe('Rent may be withheld');
  root.querySelector('p')!.firstChild!.nodeValue =
    'Rent might be withheld in part until the windows close again.';
  expect(foundBy(root, label)).toBe('Rent might be withheld');
});
