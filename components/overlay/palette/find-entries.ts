import type { PaletteEntry } from './palette.ts';

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

/** Entries in which every typed word begins a word, without regard to case and accents; or whose key was typed. */
export function findEntries(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const sought = plain(typed).trim();
  if (sought === '') return entries;
  const parts = sought.split(' ');
  return entries.filter(({ says, key }) => {
    const words = plain(says).split(/[^\p{L}\p{N}]+/u);
    return (
      parts.every((part) => words.some((word) => word.startsWith(part))) ||
      (key !== null && plain(key) === sought)
    );
  });
}
