import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow } from '../files.ts';

export type Budget = { what: string; files: RegExp; most: number };
export type Size = { what: string; is: number; most: number };

/** Bytes after gzip, of the Chromium build. The first two are promises (DESIGN section 10), the others are generous: that we look. */
export const budgets: readonly Budget[] = [
  { what: 'into the page', files: /^content-scripts\/.*\.(js|css)$/, most: 30_000 },
  { what: 'into a page where a requester picks', files: /^picker\.js$/, most: 15_000 },
  { what: 'into a page whose labels a requester looks at', files: /^task-labels\.js$/, most: 30_000 },
  {
    what: 'into the page, with all kinds',
    files: /^(content-scripts\/.*|kind-[a-z]+|chips)\.(js|css)$/,
    most: 80_000,
  },
  { what: 'into the page, when it is opened there', files: /^(guide|palette)\.js$/, most: 20_000 },
  {
    what: 'background and own pages',
    files: /^(background\.js|(chunks|assets)\/(?!read-config-|task-list-).*\.(js|css))$/,
    most: 200_000,
  },
  // With their parsers of XML and CSV; fetched when somebody chooses a file.
  { what: 'the reader of labeling configs', files: /^chunks\/read-config-.*\.js$/, most: 12_000 },
  { what: 'the reader of task lists', files: /^chunks\/task-list-.*\.js$/, most: 12_000 },
];

/**
 * @param build folder of a built extension
 * @throws when nothing there answers to a budget: a file was renamed, and its budget guards nothing
 */
export function sizes(build: string, of: readonly Budget[]): Size[] {
  const files = filesBelow(build, '', /./);
  return of.map(({ what, files: which, most }) => {
    const counted = files.filter((file) => which.test(file));
    if (counted.length === 0) throw new Error(`${what}: no file in the build matches ${which}`);
    const is = counted.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length,
      0,
    );
    return { what, is, most };
  });
}
