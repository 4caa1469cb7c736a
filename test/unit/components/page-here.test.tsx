import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { isSamePage } from '../../../components/overlay/same-page.ts';
import { onAddressChange } from '../../../entrypoints/overlay.content/on-address-change.ts';
import { followPage } from '../../../entrypoints/overlay.content/page-here.ts';
import { holdTime } from './open-overlay.tsx';

const site = 'https://news.example';

/** A page at an address which calls itself something. */
function page(path: string, canonical?: string) {
  history.replaceState(null, '', path);
  document.head.innerHTML = canonical === undefined ? '' : `<link rel="canonical" href="${canonical}">`;
  return followPage(document);
}
const rename = (canonical: string) => document.head.querySelector('link')?.setAttribute('href', canonical);

beforeEach(() => {
  holdTime();
  Reflect.get(window, 'happyDOM').setURL(`${site}/`);
});

test('a page that has gone on without loading is not taken for the one before it, whose name it still bears', () => {
  const now = page('/story/1?from=mail', '/story/1');
  expect(now()).toEqual({ location: `${site}/story/1?from=mail`, canonical: `${site}/story/1` });
  history.pushState(null, '', '/story/2?from=mail');
  expect(now()).toEqual({ location: `${site}/story/2?from=mail` });
  rename('/story/2');
  expect(now()).toEqual({ location: `${site}/story/2?from=mail`, canonical: `${site}/story/2` });
});

test('back where the name was met it counts again, and a fragment is no other address', () => {
  const now = page('/story/1', '/story/one');
  now();
  history.pushState(null, '', '/story/2');
  expect(now().canonical).toBeUndefined();
  history.pushState(null, '', '/story/1#comments');
  expect(now()).toEqual({ location: `${site}/story/1#comments`, canonical: `${site}/story/one` });
});

test('a page that only rewrites its query keeps its name, unless the name says something of that', () => {
  const now = page('/p/12/a-slug?from=mail', '/p/12');
  now();
  history.replaceState(null, '', '/p/12/a-slug');
  expect(now().canonical).toBe(`${site}/p/12`);
  const film = page('/watch?v=1&t=30', '/watch?v=1');
  film();
  history.replaceState(null, '', '/watch?v=1');
  expect(film().canonical).toBe(`${site}/watch?v=1`);
  history.pushState(null, '', '/watch?v=2');
  expect(film().canonical).toBeUndefined();
});

test('a page is another as soon as it calls itself something else', () => {
  const now = page('/story/1', '/story/one');
  const asked = now();
  expect(isSamePage(now(), asked)).toBe(true);
  rename('/story/two');
  expect(isSamePage(now(), asked)).toBe(false);
});

test('a name that comes late is told once it is there, also where the head never rests', async () => {
  const now = page('/story/1');
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const changed = vi.fn();
  onAddressChange(now, changed, end.signal);
  const churn = setInterval(() => document.head.append(document.createElement('style')), 100);
  await vi.advanceTimersByTimeAsync(1000);
  expect(changed).not.toHaveBeenCalled();
  document.head.insertAdjacentHTML('beforeend', '<link rel="canonical" href="/story/one">');
  await vi.advanceTimersByTimeAsync(500);
  clearInterval(churn);
  expect(changed).toHaveBeenCalledTimes(1);
});
