import * as v from 'valibot';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import { openOffered } from '../../trip/steps/label.ts';
import { emptyMessage, worldOf } from './clicks.ts';

const event = v.object({
  name: v.string(),
  ts: v.optional(v.number()),
  args: v.optional(v.object({ data: v.optional(v.object({ url: v.optional(v.string()) })) })),
});
const trace = v.object({ traceEvents: v.array(event) });

/**
 * One load of a page, in milliseconds: from the start of the overlay's script to the drawn card, which asks the background
 * in between; and from an empty message to its answer, in the same page a moment later. And the layout shift.
 */
export type Mount = { ms: number; message: number; shift: number };

declare global {
  /** Sum of layout shifts, in the page's world. */
  var glosaShift: number;
}

/** Notes in the page when the card is drawn (the trace has both clocks in one), and how much the layout shifts. */
export const prepareMounts = (tab: ChromiumTab) =>
  tab.page.evaluateOnNewDocument(() => {
    globalThis.glosaShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number') globalThis.glosaShift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver((changes, observer) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      if (!added.some((node) => node instanceof HTMLElement && node.popover === 'manual')) return;
      performance.mark('glosa-drawn');
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true });
  });

export async function mountAt(tab: ChromiumTab, address: string, answer: string): Promise<Mount> {
  await tab.page.tracing.start({ categories: ['devtools.timeline', 'blink.user_timing'] });
  await openOffered(tab, address, answer);
  await tab.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const { traceEvents } = v.parse(trace, JSON.parse(new TextDecoder().decode(await tab.page.tracing.stop())));
  const began = traceEvents.find(
    ({ name, args }) => name === 'EvaluateScript' && args?.data?.url?.endsWith('/overlay.js'),
  )?.ts;
  const drawn = traceEvents.find(({ name }) => name === 'glosa-drawn')?.ts;
  if (began === undefined || drawn === undefined) throw new Error('The trace shows no mount');
  const shift = await tab.page.evaluate(() => globalThis.glosaShift);
  return { ms: (drawn - began) / 1000, message: await emptyMessage(worldOf(tab)), shift };
}
