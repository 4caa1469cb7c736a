import type { Format } from '../../lib/formats/format.ts';
import type { Context } from '../context.ts';
import { type Asked, firstLabel, labelPage, type Page } from './label-pages.ts';
import { firstTask, taskPage, truthPage } from './truth-pages.ts';

/** Rows of a page: few at first, so that the first byte comes at once. */
const firstRows = 100;
const mostRows = 2000;

type Line = string;

/** Lines of JSON, a page at a time; the next page is asked for while this one goes out. */
async function* pagesOf<Place>(
  read: (place: Place, most: number) => Promise<Page<Place>>,
  first: Place,
): AsyncGenerator<Line[]> {
  let asked: Promise<Page<Place>> | undefined = read(first, firstRows);
  while (asked !== undefined) {
    const page = await asked;
    const last = page.at(-1);
    if (last === undefined) return;
    asked = read(last.place, mostRows);
    // Whoever stops reading leaves it unread: then its failure is nobody's.
    asked.catch(() => {});
    yield page.map(({ line }) => line);
  }
}

/** The lines that a format is made from. */
function linesOf(context: Context, asked: Asked, { of }: Format): AsyncGenerator<Line[]> {
  switch (of) {
    case 'labels':
      return pagesOf((place, most) => labelPage(context, asked, place, most), firstLabel);
    case 'truths':
      return pagesOf((place, most) => truthPage(context, asked, place, most), firstTask);
    case 'tasks':
      return pagesOf((place, most) => taskPage(context, asked, place, most), firstTask);
  }
}

/** A campaign in a format, as pieces of text of a page each. */
export async function* exportText(context: Context, asked: Asked, format: Format): AsyncGenerator<string> {
  if (format.head !== '') yield format.head;
  let isFirst = true;
  for await (const lines of linesOf(context, asked, format)) {
    let text = '';
    for (const line of lines) {
      // A line is what `labelLine` and `truthLine` wrote a moment ago.
      text += format.isLines ? `${line}\n` : format.row(JSON.parse(line), isFirst);
      isFirst = false;
    }
    yield text;
  }
  if (format.tail !== '') yield format.tail;
}

/** The same as bytes, without the first `from`. */
export function exportBytes(text: AsyncGenerator<string>, from: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let left = from;
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const { done, value } = await text.next();
        if (done) return controller.close();
        const bytes = encoder.encode(value);
        const rest = bytes.subarray(Math.min(left, bytes.length));
        left -= bytes.length - rest.length;
        if (rest.length > 0) return controller.enqueue(rest);
      }
    },
    async cancel() {
      await text.return(undefined);
    },
  });
}
