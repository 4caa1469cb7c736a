import type { Format } from '../../lib/formats/format.ts';
import type { Context } from '../context.ts';
import { labelPages } from './label-pages.ts';
import { type Asked, type Line, type Page, type Place, pagesAhead, type Reads, textOf } from './page.ts';
import { taskPages, truthPages } from './truth-pages.ts';

const readsOf: Record<Format['of'], Reads> = { labels: labelPages, truths: truthPages, tasks: taskPages };

/** Some pages are asked for while one goes out. */
async function* ahead(reads: AsyncGenerator<() => Promise<Page>>): AsyncGenerator<Page> {
  const asked: Promise<Page>[] = [];
  for await (const read of reads) {
    const page = read();
    // Whoever stops reading leaves it unread: then its failure is nobody's.
    page.catch(() => {});
    asked.push(page);
    if (asked.length > pagesAhead) yield (await asked.shift())!;
  }
  for (const page of asked) yield await page;
}

/** Text, or its UTF-8. */
export type Piece = string | Buffer;

/** Text of a page's rows, to be read once, and the place after which they come; of what stands around the rows there is none. */
export interface Written {
  pieces: Iterable<Piece>;
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
  function* piecesOf(lines: Iterable<Line>): Generator<Piece> {
    for (const line of lines) {
      if (!format.isLines) {
        // A line is what `lib/formats/lines.ts` wrote a moment ago.
        yield format.row(JSON.parse(textOf(line)), isFirst);
        isFirst = false;
      } else if (typeof line === 'string') yield `${line}\n`;
      else {
        yield line.bytes;
        yield `${line.behind}\n`;
      }
    }
  }
  for await (const { lines, after } of ahead(readsOf[format.of](context, asked, start)))
    yield { pieces: piecesOf(lines), after };
  if (format.tail !== '') yield { pieces: [format.tail], after: undefined };
}
