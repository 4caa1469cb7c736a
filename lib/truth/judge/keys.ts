/** What names a task or an account outside: as the caller has it. */
export type Key = number | string;

/** Numbers before text, numbers by size, text by its UTF-16 units: an order that no locale changes. */
export function byKey(a: Key, b: Key): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Keys<K extends Key> {
  sorted: K[];
  rank: Map<K, number>;
}

export function keysOf<T, K extends Key>(all: readonly T[], keyOf: (one: T) => K): Keys<K> {
  const seen = new Set<K>();
  for (const one of all) seen.add(keyOf(one));
  const sorted = [...seen].sort(byKey);
  const rank = new Map<K, number>();
  for (const key of sorted) rank.set(key, rank.size);
  return { sorted, rank };
}
