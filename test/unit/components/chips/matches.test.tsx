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

function watch(selector: string, key?: string) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const log: string[] = [];
  const named = (what: string) => (element: Element) => void log.push(`${what} ${element.id}`);
  const on = { found: named('found'), lost: named('lost'), changed: named('changed') };
  const slices = createSlices(() => performance.now(), end.signal);
  const asked = key === undefined ? { selector } : { selector, key };
  const matches = watchMatches(asked, document, on, slices, end.signal);
  const ids = () => [...matches].map(({ id }) => id).sort();
  const told = async () => {
    await soon();
    return log.splice(0).sort();
  };
  return { matches, ids, told };
}

const post = (id: string, html = '') => `<article class="post" id="${id}">${html}</article>`;

test('finds what is there, what comes in whatever depth, and loses what goes', async () => {
  document.body.innerHTML = post('a') + post('b');
  const { ids, told } = watch('.post');
  expect(await told()).toEqual(['found a', 'found b']);
  const deep = document.createElement('div');
  deep.innerHTML = `<p>${post('c', post('d'))}</p>`;
  document.body.append(deep);
  expect(await told()).toEqual(['found c', 'found d']);
  deep.remove();
  document.getElementById('a')?.remove();
  expect(await told()).toEqual(['lost a', 'lost c', 'lost d']);
  expect(ids()).toEqual(['b']);
});

test('a node that is moved stays, one that is drawn anew is another', async () => {
  document.body.innerHTML = post('a') + post('b');
  const { told, matches } = watch('.post');
  await told();
  document.body.append(document.getElementById('a')!);
  expect(await told()).toEqual([]);
  document.body.innerHTML = post('a') + post('b');
  expect(await told()).toEqual(['found a', 'found b', 'lost a', 'lost b']);
  expect([...matches].every(({ isConnected }) => isConnected)).toBe(true);
});

test('follows what a class or attribute makes a match of, also of what is above', async () => {
  document.body.innerHTML = `<div id="feed"><p id="a" lang="en"></p></div>`;
  const { told } = watch('.on > [lang="es"]');
  expect(await told()).toEqual([]);
  document.getElementById('feed')?.classList.add('on');
  expect(await told()).toEqual([]);
  document.getElementById('a')?.setAttribute('lang', 'es');
  expect(await told()).toEqual(['found a']);
  document.getElementById('feed')?.classList.remove('on');
  expect(await told()).toEqual(['lost a']);
});

test('tells at once that a name may have changed: of the attribute, or of any text inside', async () => {
  document.body.innerHTML = post('a', '<p>One <b>two</b></p>');
  const byKey = watch('.post', 'data-id');
  const byText = watch('.post');
  await byKey.told();
  await byText.told();
  document.getElementById('a')!.dataset.id = '7';
  expect(await byKey.told()).toEqual(['changed a']);
  expect(await byText.told()).toEqual([]);
  document.querySelector('b')!.firstChild!.nodeValue = 'three';
  document.querySelector('p')!.append('four');
  expect(await byText.told()).toEqual(['changed a']);
  expect(await byKey.told()).toEqual([]);
});

test('a selector that the page’s engine does not take matches nothing, and breaks nothing', async () => {
  document.body.innerHTML = post('a');
  const { told, ids } = watch('a[');
  document.body.insertAdjacentHTML('beforeend', post('b'));
  expect(await told()).toEqual([]);
  expect(ids()).toEqual([]);
});

test('of a million matches only so many are followed', async () => {
  document.body.innerHTML = '<p></p>'.repeat(5_200);
  const { told, matches } = watch('p');
  while ((await told()).length > 0);
  expect(matches.size).toBe(5_000);
});
