import { setTimeout as sleep } from 'node:timers/promises';
import type { Point, Tab } from '../../stand/tab.ts';
import { until } from './until.ts';
import { words } from './words.ts';

/** Where some words of the page begin and end, once they are in view. */
async function endsOf(page: Tab, passage: string): Promise<[from: Point, to: Point]> {
  const ends = await page.evaluate((wanted) => {
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode);
    const all = nodes.map(({ data }) => data).join('');
    const at = all.indexOf(wanted);
    if (at < 0) return null;
    const pointAt = (offset: number): [Text, number] => {
      let from = 0;
      for (const node of nodes) {
        if (offset < from + node.length) return [node, offset - from];
        from += node.length;
      }
      throw new Error('beyond the text');
    };
    const first = pointAt(at);
    const last = pointAt(at + wanted.length - 1);
    first[0].parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const boxOf = ([node, offset]: [Text, number]) => {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      return range.getBoundingClientRect();
    };
    const [start, end] = [boxOf(first), boxOf(last)];
    return [
      { x: start.left + 1, y: (start.top + start.bottom) / 2 },
      { x: end.right - 1, y: (end.top + end.bottom) / 2 },
    ];
  }, passage);
  const [from, to] = ends ?? [];
  if (from === undefined || to === undefined) throw new Error(`The page has no “${passage}”`);
  return [from, to];
}

/** Drags the pointer over words of the page. */
export async function selectWords(page: Tab, passage: string): Promise<void> {
  await page.bringToFront();
  await page.drag(...(await endsOf(page, passage)));
}

/** Clicks the first of these words. */
export async function clickWords(page: Tab, passage: string): Promise<void> {
  const [{ x, y }] = await endsOf(page, passage);
  await page.clickAt({ x: x + 2, y });
}

/** The bar counts a click only half a second after it came into sight. */
const readingMs = 700;
/** How long a person waits for what a click does. */
const doneMs = 2_500;

/** Whether the card lists a passage of these words, now or soon. */
export const isMarked = (page: Tab, passage: string): Promise<boolean> =>
  page.find({ role: 'button', name: words('span_remove', passage) }, doneMs).then(
    () => true,
    () => false,
  );

/** Whether the bar is gone, now or soon. */
const isBarGone = (page: Tab): Promise<boolean> =>
  until(
    'The bar is gone',
    () => page.overlayTexts(),
    (texts) => !texts.includes(words('span_close')),
    doneMs,
  ).then(
    () => true,
    () => false,
  );

/** Takes a passage away by a click in the card. */
export const unmark = (page: Tab, passage: string): Promise<void> =>
  clickInBar(page, words('span_remove', passage), (there) =>
    until(
      'It is taken away',
      () => there.overlayTexts(),
      (texts) => !texts.includes(passage),
      doneMs,
    ).then(
      () => true,
      () => false,
    ),
  );

/** Clicks what the bar has, and once more where it asks for it, as a person does; the third time is a failure. */
export async function clickInBar(page: Tab, name: string, isDone = isBarGone): Promise<void> {
  for (let times = 3; times > 0; times -= 1) {
    await page.find({ role: 'button', name });
    await sleep(readingMs);
    await page.click({ role: 'button', name });
    if (await isDone(page)) return;
  }
  throw new Error(`“${name}” in the bar did nothing`);
}

/** Marks words by the pointer, and gives them a class by a click. */
export async function mark(page: Tab, passage: string, name: string): Promise<void> {
  await selectWords(page, passage);
  await clickInBar(page, name, (there) => isMarked(there, passage));
}
