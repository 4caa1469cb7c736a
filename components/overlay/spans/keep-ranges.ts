import { openTrees } from '../../../lib/anchoring/current.ts';
import { anchorInSlices } from '../../../lib/anchoring/index.ts';
import type { Place } from '../../../lib/protocol/target/selection.ts';
import type { Standing } from '../../question/passages.ts';

/** A passage that has its place in the page by what its label says of it. */
export interface Sought {
  key: string;
  place: Place;
}

interface Kept {
  range: Range;
  /** What it held when it was placed. */
  text: string;
  isSure: boolean;
}

export interface KeptRanges {
  of(key: string): Range | undefined;
  /** Somebody marked it here. */
  keep(key: string, range: Range): void;
  /** Other passages are wanted, or the page may have come further. */
  look(): void;
}

export interface KeepingNeeds {
  root(): HTMLElement;
  sought(): readonly Sought[];
  /** A steady clock in milliseconds. */
  now(): number;
  tell(standings: ReadonlyMap<string, Standing>): void;
}

/** A page that changes is looked at after a pause, which gets longer with every search. */
const restMs = 400;
const longestRestMs = 30_000;
/** A page that comes late gets so much time before a passage is said to be gone. */
const lateMs = 1500;
/** After so many searches for passages that were not there, a page is looked at very seldom: it may be open for days. */
const mostSearches = 40;
const seldomMs = 300_000;
/** What is surer than this is simply there. */
const sureEnough = 0.9;
/** Our part of a frame. */
const sliceMs = 8;

/**
 * Keeps the ranges of passages. Each is searched by its selectors, in slices, and again when the page changes, ever more
 * seldom. One that has its place keeps it as long as the same text stands there; it is never moved to a better one.
 */
export function keepRanges({ root, sought, now, tell }: KeepingNeeds, signal: AbortSignal): KeptRanges {
  const kept = new Map<string, Kept>();
  /** Searched and not found, since when. */
  const missed = new Map<string, number>();
  let searches = 0;
  let isSearching = false;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const holds = ({ range, text }: Kept) =>
    range.startContainer.isConnected && !range.collapsed && range.toString() === text;
  const soon = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void search();
    }, ms);
  };
  const pauseMs = () =>
    searches < mostSearches ? Math.min(restMs * 1.25 ** searches, longestRestMs) : seldomMs;
  const rest = () => {
    let end = now() + sliceMs;
    return () => {
      if (now() < end) return undefined;
      return new Promise<void>((resolve) => {
        setTimeout(() => {
          end = now() + sliceMs;
          resolve();
        });
      });
    };
  };
  const standingOf = (key: string): Standing => {
    const found = kept.get(key);
    if (found !== undefined) return found.isSure ? 'placed' : 'unsure';
    const since = missed.get(key);
    return since !== undefined && now() - since >= lateMs ? 'gone' : 'sought';
  };
  let said = '';
  const say = () => {
    const standings = sought().map(({ key }) => [key, standingOf(key)] as const);
    const saying = JSON.stringify(standings);
    if (saying === said) return;
    said = saying;
    tell(new Map(standings));
  };

  async function search(): Promise<void> {
    if (signal.aborted) return;
    if (isSearching) {
      isStale = true;
      return;
    }
    const wanted = sought();
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, one] of kept) if (!holds(one)) kept.delete(key);
    for (const key of missed.keys()) if (!keys.has(key)) missed.delete(key);
    const open = wanted.filter(({ key }) => !kept.has(key));
    if (open.length === 0) return say();
    isSearching = true;
    searches += 1;
    // All of them: those that have their place show where the others are.
    const labels = wanted.map(({ place }) => place);
    const found = await anchorInSlices(root(), labels, rest()).catch(() => []);
    isSearching = false;
    if (signal.aborted) return;
    for (const tree of openTrees(root())) watch.observe(tree, options);
    for (const [at, { key }] of wanted.entries()) {
      const place = found[at];
      if (kept.has(key)) continue;
      if (place === undefined) missed.set(key, missed.get(key) ?? now());
      else {
        missed.delete(key);
        kept.set(key, { range: place.range, text: place.range.toString(), isSure: place.sure >= sureEnough });
      }
    }
    say();
    const isLate = wanted.some(({ key }) => standingOf(key) === 'sought');
    if (isStale || isLate) soon(isStale ? pauseMs() : lateMs);
    isStale = false;
  }

  const watch = new MutationObserver(() => {
    if (sought().length > 0) soon(pauseMs());
  });
  const options = { subtree: true, childList: true, characterData: true };
  watch.observe(document, options);
  signal.addEventListener(
    'abort',
    () => {
      watch.disconnect();
      clearTimeout(timer);
    },
    { once: true },
  );
  return {
    of(key) {
      const found = kept.get(key);
      return found !== undefined && holds(found) ? found.range : undefined;
    },
    keep(key, range) {
      kept.set(key, { range, text: range.toString(), isSure: true });
      missed.delete(key);
    },
    look() {
      clearTimeout(timer);
      timer = undefined;
      soon(0);
    },
  };
}
