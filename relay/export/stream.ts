import type { Format } from '../../lib/formats/format.ts';
import type { Context } from '../context.ts';
import { firstBatch, labelPage } from './label-pages.ts';
import type { Asked, Page } from './page.ts';
import { firstTask, taskPage, truthPage } from './truth-pages.ts';

/** Rows of a page: few at first, so that the first byte comes at once, and never so many that they are much to hold. */
const firstRows = 100;
const mostRows = 1000;

/** A page at a time; the next one is asked for while this one goes out. */
async function* pagesOf<Place>(
  read: (after: Place, most: number) => Promise<Page<Place>>,
  first: Place,
): AsyncGenerator<string[]> {
  let asked: Promise<Page<Place>> | undefined = read(first, firstRows);
  while (asked !== undefined) {
    const { lines, next }: Page<Place> = await asked;
    asked = next === undefined ? undefined : read(next, mostRows);
    // Whoever stops reading leaves it unread: then its failure is nobody's.
    asked?.catch(() => {});
    yield lines;
  }
}

/** The lines that a format is made from. */
function linesOf(context: Context, asked: Asked, { of }: Format): AsyncGenerator<string[]> {
  switch (of) {
    case 'labels':
      return pagesOf((after, most) => labelPage(context, asked, after, most), firstBatch);
    case 'truths':
      return pagesOf((after, most) => truthPage(context, asked, after, most), firstTask);
    case 'tasks':
      return pagesOf((after, most) => taskPage(context, asked, after, most), firstTask);
  }
}

/** A campaign in a format, as pieces of text of a row each, in lists of a page each. */
export async function* exportText(context: Context, asked: Asked, format: Format): AsyncGenerator<string[]> {
  if (format.head !== '') yield [format.head];
  let isFirst = true;
  for await (const lines of linesOf(context, asked, format)) {
    yield lines.map((line) => {
      // A line is what `labelLine` and `truthLine` wrote a moment ago.
      const text = format.isLines ? `${line}\n` : format.row(JSON.parse(line), isFirst);
      isFirst = false;
      return text;
    });
  }
  if (format.tail !== '') yield [format.tail];
}
