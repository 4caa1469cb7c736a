import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import { emptyMessage, worldOf } from './clicks.ts';

const event = v.object({
  name: v.string(),
  pid: v.optional(v.number(), 0),
  tid: v.optional(v.number(), 0),
  ts: v.optional(v.number(), 0),
  dur: v.optional(v.number(), 0),
  /** The same two on the clock of the thread, which stands still while others have the processor. */
  tts: v.optional(v.number(), 0),
  tdur: v.optional(v.number(), 0),
  args: v.optional(v.object({ data: v.optional(v.object({ url: v.optional(v.string()) })) })),
});
type TraceEvent = v.InferOutput<typeof event>;
const timeline = ['devtools.timeline', 'blink.user_timing'];
const trace = v.object({ traceEvents: v.array(event) });

/** One load of a page, in milliseconds, and its layout shift. */
export type Mount = {
  /** From the start of the overlay's script to the drawn card: with the way to the background and back, and what it reads. */
  ms: number;
  /** Of that, in the page: the script until it has asked, and from the answer to the drawn card. */
  own: number;
  /** As much of that as the processor worked for us, whoever else was using it. */
  cpu: number;
  /** The same with the style, layout and painting of the frame that shows the card first. */
  shown: number;
  /** An empty message and its answer, in the same page a moment later. */
  message: number;
  shift: number;
};

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
  await tab.bringToFront();
  await tab.page.tracing.start({ categories: ['disabled-by-default-devtools.timeline', ...timeline] });
  await tab.goto(address);
  await tab.page.waitForFunction(() => performance.getEntriesByName('glosa-drawn').length > 0, {
    polling: 100,
  });
  await sleep(300);
  const { traceEvents } = v.parse(trace, JSON.parse(new TextDecoder().decode(await tab.page.tracing.stop())));
  const began = traceEvents.find(
    ({ name, args }) => name === 'EvaluateScript' && args?.data?.url?.endsWith('/overlay.js'),
  );
  const drawn = traceEvents.find(({ name }) => name === 'glosa-drawn');
  const task = drawn && traceEvents.find((one) => one.name.endsWith('RunTask') && isAround(one, drawn));
  if (began === undefined || drawn === undefined || task === undefined)
    throw new Error('The trace shows no mount');
  const own = began.dur + drawn.ts - task.ts;
  const cpu = began.tdur + drawn.tts - task.tts;
  const shown = cpu + frameAfter(traceEvents, task);
  await tab.find({ role: 'radio', name: answer });
  const shift = await tab.page.evaluate(() => globalThis.glosaShift);
  const message = await emptyMessage(worldOf(tab));
  return {
    ms: (drawn.ts - began.ts) / 1000,
    own: own / 1000,
    cpu: cpu / 1000,
    shown: shown / 1000,
    message,
    shift,
  };
}

const isAround = (task: TraceEvent, { pid, tid, ts }: TraceEvent): boolean =>
  task.pid === pid && task.tid === tid && task.ts <= ts && ts <= task.ts + task.dur;

/** What a page does to show what has changed. */
const showing = ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit'];

/** Processor time, in microseconds, of what shows the page from the end of a task to the next commit. */
function frameAfter(events: readonly TraceEvent[], { pid, tid, ts, dur }: TraceEvent): number {
  const begin = ts + dur;
  const steps = events
    .filter((one) => one.pid === pid && one.tid === tid && one.ts >= begin && showing.includes(one.name))
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const end = steps.find(({ name }) => name === 'Commit');
  let sum = 0;
  let countedTo = begin;
  for (const step of steps) {
    if (end === undefined || step.ts > end.ts) break;
    if (step.ts < countedTo) continue;
    sum += step.tdur;
    countedTo = step.ts + step.dur;
  }
  return sum;
}
