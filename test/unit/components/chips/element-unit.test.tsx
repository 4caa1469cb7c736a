import { expect, test } from 'vitest';
import { textOf, unitOf } from '../../../../components/overlay/chips/element-unit.ts';

function element(html: string): Element {
  const root = document.createElement('div');
  root.innerHTML = html;
  return root;
}

test.each([
  ['<p>Hello</p><p>World</p>', 'Hello World'],
  ['a<br>b', 'a b'],
  ['one <b>two</b> three', 'one two three'],
  ['<ul><li>a</li><li>b</li></ul>', 'a b'],
  ['  a \n\t <i> </i> b  ', 'a b'],
  ['a<!-- c -->b', 'ab'],
  ['a<script>alert(1)</script><style>p{}</style><noscript>n</noscript><template>t</template>b', 'ab'],
  ['<span hidden>not seen</span> seen', 'not seen seen'],
  ['e\u0301\u200b', 'é'],
  ['', ''],
])('the text of %j is %j', (html, text) => {
  expect(textOf(element(html))).toBe(text);
});

test('how a framework cuts its texts into nodes does not matter', () => {
  const cut = element('<p></p>');
  for (const part of ['No. ', '7', ': ', 'one']) cut.firstElementChild?.append(part);
  expect(textOf(cut)).toBe('No. 7: one');
});

test('without an attribute the text is the name, with one its value, and nothing else', () => {
  const post = element('Some text');
  expect(unitOf(post, undefined)).toBe('Some text');
  expect(unitOf(post, 'data-id')).toBeUndefined();
  post.setAttribute('data-id', '7');
  expect(unitOf(post, 'data-id')).toBe('7');
  for (const value of ['', 'x'.repeat(201), 'a\u0001b', `text1-${'0'.repeat(64)}`]) {
    post.setAttribute('data-id', value);
    expect(unitOf(post, 'data-id'), value).toBeUndefined();
  }
  expect(unitOf(element(''), undefined)).toBeUndefined();
});

test('a text that is too long is no name, however it is cut', () => {
  expect(unitOf(element('x'.repeat(20_000)), undefined)).toBe('x'.repeat(20_000));
  expect(unitOf(element('x'.repeat(20_001)), undefined)).toBeUndefined();
  expect(unitOf(element('<b>x</b> '.repeat(10_100)), undefined)).toBeUndefined();
  expect(unitOf(element(`${' '.repeat(200_000)}x`), undefined)).toBe('x');
  expect(unitOf(element(`<b>${' '.repeat(200_000)}</b>x`), undefined)).toBeUndefined();
});
