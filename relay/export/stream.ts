import type { Format } from '../../lib/formats/format.ts';
import type { Context } from '../context.ts';
import { firstBatch, labelPage } from './label-pages.ts';
import type { Asked, Page, Place } from './page.ts';
import { firstTask, taskPage, truthPage } from './truth-pages.ts';

/** Rows of a page: few at first, so that the first byte comes at once, and never so many that they are much to hold. */
const firstRows = 100;
const mostRows = 1000;

/** Lines of JSON, and the place after which they come. */
interface Lines {
  lines: string[];
  after: Place;
}

/** A page at a time; the next one is asked for while this one goes out. */
async function* pagesOf<Of extends Place>(
  read: (after: Of, most: number) => Promise<Page<Of>>,
  first: Of,
): AsyncGenerator<Lines> {
  let after = first;
  let asked: Promise<Page<Of>> | undefined = read(after, firstRows);
  while (asked !== undefined) {
    const { lines, next }: Page<Of> = await asked;
    asked = next === undefined ? undefined : read(next, mostRows);
    // Whoever stops reading leaves it unread: then its failure is nobody's.
    asked?.catch(() => {});
    yield { lines, after };
    if (next !== undefined) after = next;
  }
}

/** The lines that a format is made from, after a place or from the first on. */
function linesOf(
  context: Context,
  asked: Asked,
  { of }: Format,
  start: Place | undefined,
): AsyncGenerator<Lines> {
  if (of === 'labels')
    return pagesOf(
      (after, most) => labelPage(context, asked, after, most),
      typeof start === 'number' ? start : firstBatch,
    );
  const read = of === 'truths' ? truthPage : taskPage;
  return pagesOf(
    (after, most) => read(context, asked, after, most),
    typeof start === 'string' ? start : firstTask,
  );
}

/** Text of a page's rows, and the place after which they come; of what stands around the rows there is none. */
export interface Written {
  pieces: string[];
  after: Place | undefined;
}

/**
 * A campaign in a format, a page at a time.
 * @param start where to begin, when what is before it is not wanted
 */
export async function* exportText(
  context: Context,
  asked: Asked,
  format: Format,
  start?: Place,
): AsyncGenerator<Written> {
  if (format.head !== '' && start === undefined) yield { pieces: [format.head], after: undefined };
  let isFirst = start === undefined;
  for await (const { lines, after } of linesOf(context, asked, format, start)) {
    const pieces = lines.map((line) => {
      // A line is what `labelLine` and `truthLine` wrote a moment ago.
      const text = format.isLines ? `${line}\n` : format.row(JSON.parse(line), isFirst);
      isFirst = false;
      return text;
    });
    yield { pieces, after };
  }
  if (format.tail !== '') yield { pieces: [format.tail], after: undefined };
}
