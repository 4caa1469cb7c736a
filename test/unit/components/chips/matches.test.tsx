import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { watchMatches } from '../../../../components/overlay/chips/matches.ts';
import { createSlices } from '../../../../components/overlay/chips/slices.ts';

beforeEach(() => {
  document.body.innerHTML = '';
});
afterEach(() => {
  document.body.innerHTML = '';
});

const soon = () => new Promise((resolve) => setTimeout(resolve, 30));
const mostTurns = 200;

function watch(selector: string, key?: string) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const log: string[] = [];
  const named = (what: string) => (element: Element) => void log.push(`${what} ${element.id}`);
  const on = { found: named('found'), lost: named('lost'), changed: named('changed'), looked: () => {} };
  const slices = createSlices(() => performance.now(), end.signal);
  const asked = key === undefined ? { selector } : { selector, key };
  const matches = watchMatches(asked, document, on, slices, end.signal);
  const ids = () => [...matches.known].map(({ id }) => id).sort();
  /** Exactly this is told, in whatever order, as soon as the machine gets to it. */
  const told = async (...wanted: string[]) => {
    await soon();
    for (let turn = 0; turn < mostTurns && log.length < wanted.length; turn += 1) await soon();
    expect(log.splice(0).sort()).toEqual(wanted);
  };
  return { matches, ids, told };
}

const post = (id: string, html = '') => `<article class="post" id="${id}">${html}</article>`;

test('finds what is there, what comes in whatever depth, and loses what goes', async () => {
  document.body.innerHTML = post('a') + post('b');
  const { ids, told } = watch('.post');
  await told('found a', 'found b');
  const deep = document.createElement('div');
  deep.innerHTML = `<p>${post('c', post('d'))}</p>`;
  document.body.append(deep);
  await told('found c', 'found d');
  deep.remove();
  document.getElementById('a')?.remove();
  await told('lost a', 'lost c', 'lost d');
  expect(ids()).toEqual(['b']);
});

test('a node that is moved stays, one that is drawn anew is another', async () => {
  document.body.innerHTML = post('a') + post('b');
  const { told, matches } = watch('.post');
  await told('found a', 'found b');
  document.body.append(document.getElementById('a')!);
  await told();
  document.body.innerHTML = post('a') + post('b');
  await told('found a', 'found b', 'lost a', 'lost b');
  expect([...matches.known].every(({ isConnected }) => isConnected)).toBe(true);
});

test('follows what a class or attribute makes a match of, also of what is above', async () => {
  document.body.innerHTML = `<div id="feed"><p id="a" lang="en"></p></div>`;
  const { told } = watch('.on > [lang="es"]');
  await told();
  document.getElementById('feed')?.classList.add('on');
  await told();
  document.getElementById('a')?.setAttribute('lang', 'es');
  await told('found a');
  document.getElementById('feed')?.classList.remove('on');
  await told('lost a');
});

test('tells at once that a name may have changed: of the attribute, or of any text inside', async () => {
  document.body.innerHTML = post('a', '<p>One <b>two</b></p>');
  const byKey = watch('.post', 'data-id');
  const byText = watch('.post');
  await byKey.told('found a');
  await byText.told('found a');
  document.getElementById('a')!.dataset.id = '7';
  await byKey.told('changed a');
  await byText.told();
  document.querySelector('b')!.firstChild!.nodeValue = 'three';
  document.querySelector('p')!.append('four');
  await byText.told('changed a');
  await byKey.told();
});

test('of a flood of changes each match is looked at again, once', async () => {
  document.body.innerHTML = `${post('a', '<p></p>')}${post('b')}<div id="noise"></div>`;
  const { told } = watch('.post');
  await told('found a', 'found b');
  const noise = document.getElementById('noise')!;
  for (let change = 0; change < 3_000; change += 1) {
    noise.append('x');
    noise.firstChild?.remove();
  }
  document.getElementById('b')?.remove();
  document.querySelector('p')!.insertAdjacentHTML('beforeend', post('c'));
  await told('changed a', 'changed b', 'found c', 'lost b');
});

test('finds matches in open shadow trees, each tree by itself, and follows what these do', async () => {
  document.body.innerHTML = `<div id="host"></div>${post('a')}`;
  const host = document.getElementById('host')!;
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.innerHTML = `${post('b')}<div id="deep"></div>`;
  const deep = shadow.getElementById('deep')!.attachShadow({ mode: 'open' });
  deep.innerHTML = post('c');
  document.body.append(document.createElement('section'));
  document.querySelector('section')!.attachShadow({ mode: 'closed' }).innerHTML = post('hidden');
  const { told, matches } = watch('.post');
  await told('found a', 'found b', 'found c');
  deep.firstElementChild!.classList.remove('post');
  await told('lost c');
  deep.innerHTML = post('d');
  await told('found d');
  expect(
    matches
      .now()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['a', 'b', 'd']);
  host.remove();
  await told('lost b', 'lost d');
  document.body.append(host);
  await told('found b', 'found d');
});

test('a selector that the page’s engine does not take matches nothing, and breaks nothing', async () => {
  document.body.innerHTML = post('a');
  const { told, ids } = watch('a[');
  document.body.insertAdjacentHTML('beforeend', post('b'));
  await told();
  expect(ids()).toEqual([]);
});

test('of a million matches only so many are followed', async () => {
  document.body.innerHTML = '<p></p>'.repeat(5_200);
  const { matches } = watch('p');
  for (let turn = 0; turn < mostTurns && matches.known.size < 5_000; turn += 1) await soon();
  await soon();
  expect(matches.known.size).toBe(5_000);
});
