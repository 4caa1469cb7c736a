import { setTimeout as sleep } from 'node:timers/promises';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import type { Row } from './bench.ts';
import { type Task, tasksIn } from './trace-tasks.ts';

/** Milliseconds; `own`: in code of ours, with the layout that it asks for. `overByUs`: tasks in which that alone took over 50. */
export type Run = { longestOwn: number; longest: number; over: number; overByUs: number; shift: number };

/** Loads the page, does something there, scrolls to its end and back. */
export async function scrolled(tab: ChromiumTab, address: string, act: () => Promise<void>): Promise<Run> {
  const { page } = tab;
  await tab.bringToFront();
  await page.tracing.start({
    categories: ['devtools.timeline', 'toplevel', 'disabled-by-default-devtools.timeline'],
  });
  await page.goto(address);
  await act();
  const shift = await page.evaluate(async () => {
    let shift = 0;
    // What follows a key within half a second is no shift (Layout Instability, 2.3): somebody wanted it.
    const isOfItself = (entry: PerformanceEntry): entry is PerformanceEntry & { value: number } =>
      'value' in entry && !('hadRecentInput' in entry && entry.hadRecentInput === true);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (isOfItself(entry)) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    const height = document.documentElement.scrollHeight;
    const steps = 30;
    for (let step = 1; step <= 2 * steps; step += 1) {
      const part = step <= steps ? step / steps : 2 - step / steps;
      scrollTo({ top: part * height, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return shift;
  });
  await sleep(500);
  const trace = await page.tracing.stop();
  if (trace === undefined) throw new Error('Chromium gave no trace');
  const tasks = tasksIn(JSON.parse(new TextDecoder().decode(trace)));
  const longest = (read: (task: Task) => number) =>
    tasks.reduce((most, task) => Math.max(most, read(task)), 0);
  return {
    longestOwn: longest(({ own }) => own),
    longest: longest(({ ms }) => ms),
    over: tasks.filter(({ ms }) => ms > 50).length,
    overByUs: tasks.filter(({ own }) => own > 50).length,
    shift,
  };
}

/** What the browser did with us, beside what it did without. */
export function rowsOf(labeled: readonly Run[], without: readonly Run[]): Row[] {
  const median = (list: readonly Run[], read: (run: Run) => number) =>
    list.map(read).sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const most = (list: readonly Run[], read: (run: Run) => number) => Math.max(...list.map(read));
  const beside = (read: (run: Run) => number) => ({
    ours: median(labeled, read),
    peers: { 'page alone': median(without, read) },
  });
  return [
    { what: 'longest-run-of-our-code', unit: 'ms', ours: median(labeled, ({ longestOwn }) => longestOwn) },
    {
      what: 'longest-run-of-our-code-worst',
      unit: 'ms',
      ours: most(labeled, ({ longestOwn }) => longestOwn),
    },
    { what: 'longest-task', unit: 'ms', ...beside(({ longest }) => longest) },
    { what: 'tasks-over-50-by-us', unit: 'count', ours: most(labeled, ({ overByUs }) => overByUs) },
    { what: 'tasks-over-50', unit: 'count', ...beside(({ over }) => over) },
    { what: 'layout-shift', unit: 'score', ...beside(({ shift }) => shift) },
  ];
}
