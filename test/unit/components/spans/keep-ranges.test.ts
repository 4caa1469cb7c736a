// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type KeptRanges,
  keepRanges,
  type Sought,
} from '../../../../components/overlay/spans/keep-ranges.ts';
import { placeOf } from '../../../../components/overlay/spans/renew.ts';
import type { Standing } from '../../../../components/question/passages.ts';
import { page, rangeOf } from '../../anchoring/page.ts';

const story = [
  'The court finds that the landlord did not keep the flat in repair.',
  'Rent may be withheld in part until the windows close again.',
  'The tenant had written three letters, and none of them was answered.',
];
const html = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`).join('');

let end: AbortController;
let standings: ReadonlyMap<string, Standing>;
let told: number;

beforeEach(() => {
  vi.useFakeTimers();
  end = new AbortController();
  standings = new Map();
  told = 0;
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

/** What somebody marked in a page of these lines. */
function soughtIn(lines: readonly string[], ...quotes: string[]): Sought[] {
  const root = page(html(lines));
  return quotes.map((quote) => ({ key: quote, place: placeOf(rangeOf(root, quote), root)! }));
}

function keepIn(lines: readonly string[], sought: readonly Sought[]): KeptRanges {
  page(html(lines));
  const tell = (now: ReadonlyMap<string, Standing>) => {
    standings = now;
    told += 1;
  };
  const ranges = keepRanges(
    { root: () => document.body, sought: () => sought, now: () => Date.now(), tell },
    end.signal,
  );
  ranges.look();
  return ranges;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('each passage has its place on the page as it was left, said once', async () => {
  const ranges = keepIn(story, soughtIn(story, 'windows close', 'three letters'));
  await pass(100);
  expect(Object.fromEntries(standings)).toEqual({ 'windows close': 'placed', 'three letters': 'placed' });
  expect(ranges.of('three letters')?.toString()).toBe('three letters');
  await pass(60_000);
  expect(told).toBe(1);
});

test('one that is not there is looked for, then said to be gone; the others have their places', async () => {
  const ranges = keepIn(story.toSpliced(1, 1), soughtIn(story, 'windows close', 'three letters'));
  await pass(100);
  expect(Object.fromEntries(standings)).toEqual({ 'windows close': 'sought', 'three letters': 'placed' });
  await pass(3_000);
  expect(Object.fromEntries(standings)).toEqual({ 'windows close': 'gone', 'three letters': 'placed' });
  expect(ranges.of('windows close')).toBeUndefined();
});

test('what comes late is found when it comes', async () => {
  const ranges = keepIn([], soughtIn(story, 'three letters'));
  await pass(5_000);
  expect(standings.get('three letters')).toBe('gone');
  document.body.insertAdjacentHTML('beforeend', html(story));
  await pass(5_000);
  expect(standings.get('three letters')).toBe('placed');
  expect(ranges.of('three letters')?.toString()).toBe('three letters');
});

test('one that has its place is not moved to a better one, and gives it up only when its text goes', async () => {
  const changed = [story[0]!, 'The tenant had written three letters, and all of them were lost.'];
  const ranges = keepIn(changed, soughtIn(story, 'three letters'));
  await pass(100);
  const first = ranges.of('three letters');
  expect(first?.startContainer.parentElement).toBe(document.querySelectorAll('p')[1]);
  document.body.insertAdjacentHTML('beforeend', html(story));
  await pass(60_000);
  expect(ranges.of('three letters')).toBe(first);
  document.querySelectorAll('p')[1]!.remove();
  expect(ranges.of('three letters')).toBeUndefined();
  await pass(60_000);
  expect(ranges.of('three letters')?.startContainer.parentElement).toBe(document.querySelectorAll('p')[3]);
});

test('what somebody marks has its place at once, and a framework that draws it anew does not lose it', async () => {
  const sought = soughtIn(story, 'windows close');
  const ranges = keepIn(story, sought);
  ranges.keep('windows close', rangeOf(document.body, 'windows close'));
  expect(ranges.of('windows close')?.toString()).toBe('windows close');
  page(html(story));
  expect(ranges.of('windows close')).toBeUndefined();
  await pass(5_000);
  expect(ranges.of('windows close')?.startContainer.isConnected).toBe(true);
});

test('a page that never rests is searched ever more seldom', async () => {
  const [{ key, place } = { key: '', place: [] }] = soughtIn(story, 'three letters');
  let searches = 0;
  const counted: Sought = {
    key,
    get place() {
      searches += 1;
      return place;
    },
  };
  page('<p>something else</p>');
  const needs = { root: () => document.body, sought: () => [counted], now: () => Date.now(), tell: () => {} };
  keepRanges(needs, end.signal).look();
  for (let n = 0; n < 3000; n += 1) {
    document.body.append(document.createElement('i'));
    await pass(1_000);
  }
  expect(searches).toBeGreaterThan(10);
  expect(searches).toBeLessThanOrEqual(50);
});

test('what comes back after hours in a page that never rests is found', async () => {
  const ranges = keepIn([], soughtIn(story, 'three letters'));
  for (let n = 0; n < 7200; n += 1) {
    document.body.append(document.createElement('i'));
    await pass(1_000);
  }
  expect(standings.get('three letters')).toBe('gone');
  document.body.insertAdjacentHTML('beforeend', html(story));
  await pass(310_000);
  expect(standings.get('three letters')).toBe('placed');
  expect(ranges.of('three letters')?.toString()).toBe('three letters');
});
