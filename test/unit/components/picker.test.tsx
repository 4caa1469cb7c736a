import { beforeEach, describe, expect, test } from 'vitest';
import { keyOf } from '../../../components/picker/key-of.ts';
import { isLasting } from '../../../components/picker/names.ts';
import { PickerBar } from '../../../components/picker/picker-bar.tsx';
import { createPicking } from '../../../components/picker/picking.ts';
import { type Proposal, propose } from '../../../components/picker/propose.ts';
import { step } from '../../../components/picker/step.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { elementSelector, keyAttribute } from '../../../lib/protocol/terms/selector.ts';
import { byName, click, draw, settle } from './drawing.tsx';

const feed = `
<main id="feed">
  <article class="post is-new css-1x9y8z" data-post-id="a1" data-kind="note"><h2>One</h2><p class="text">First</p></article>
  <article class="post" data-post-id="a2" data-kind="note"><h2>Two</h2><p class="text">Second</p></article>
  <article class="post active" data-post-id="a3" data-kind="note"><h2>Three</h2><p class="text">Third</p><div class="quote"><p class="text">Quoted</p></div></article>
</main>
<aside><article class="advert"><p class="text">Buy</p></article></aside>`;

const one = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(selector);
  return found;
};

beforeEach(() => {
  document.body.innerHTML = feed;
});

describe('all like this', () => {
  test('is said by what lasts, and named by what the site calls it', () => {
    const [best] = propose(one('[data-post-id=a1]'));
    expect(best?.selector).toBe('article.post');
    expect(best?.key).toBe('data-post-id');
    expect(best?.matches).toHaveLength(3);
  });

  test('offers wider and narrower ways, each another set', () => {
    const ways = propose(one('main .text'));
    const counts = ways.map(({ matches }) => matches.length);
    expect(new Set(counts).size).toBe(counts.length);
    expect(counts).toContain(5);
    expect(counts).toContain(4);
  });

  test('every way finds the element, in the grammar of terms, and never one inside another', () => {
    for (const element of document.querySelectorAll('body *')) {
      for (const { selector, key, matches } of propose(element)) {
        expect(matches).toContain(element);
        expect([selector, parseValue(elementSelector, selector).ok]).toEqual([selector, true]);
        if (key !== undefined) expect([key, parseValue(keyAttribute, key).ok]).toEqual([key, true]);
        expect(matches.some((a) => matches.some((b) => a !== b && a.contains(b)))).toBe(false);
      }
    }
  });

  test('has no way for what has no lasting name', () => {
    document.body.innerHTML = '<x_y>1</x_y>';
    expect(propose(document.body.firstElementChild!)).toEqual([]);
  });

  test('a million alike are no proposal', () => {
    document.body.innerHTML = `<ul>${'<li>x</li>'.repeat(2500)}</ul>`;
    expect(propose(one('li'))).toEqual([]);
  });
});

test.each([
  ['post', true],
  ['review-card', true],
  ['css-1x9y8z', false],
  ['Post_root__k3D9a', false],
  ['sc-bdVaJa', false],
  ['is-new', false],
  ['active', false],
  ['a b', false],
])('the name %s lasts: %s', (name, lasts) => {
  expect(isLasting(name)).toBe(lasts);
});

test('a key is an attribute that every one has, and no two alike', () => {
  const posts = [...document.querySelectorAll('article.post')];
  expect(keyOf(posts)).toBe('data-post-id');
  posts[1]!.setAttribute('data-post-id', 'a1');
  expect(keyOf(posts)).toBeUndefined();
  expect(keyOf([])).toBeUndefined();
});

test('arrows lead out, in and along', () => {
  const post = one('[data-post-id=a2]');
  expect(step(post, 'ArrowUp')?.id).toBe('feed');
  expect(step(post, 'ArrowDown')?.textContent).toBe('Two');
  expect(step(post, 'ArrowLeft')).toBe(one('[data-post-id=a1]'));
  expect(step(post, 'ArrowRight')).toBe(one('[data-post-id=a3]'));
  expect(step(document.body, 'ArrowUp')).toBeUndefined();
});

test('the bar says how many there are before they are used', async () => {
  const picking = createPicking();
  const used: Proposal[] = [];
  const root = await draw(
    <PickerBar picking={picking} onUse={(proposal) => used.push(proposal)} onCancel={() => {}} />,
  );
  await settle(() => picking.choose(one('[data-post-id=a1]')));
  await click(byName(root, 'button', 'Use these'));
  expect(root.textContent).toContain('3 elements of this page are labeled like this.');
  expect(used.map(({ selector }) => selector)).toEqual(['article.post']);
});
