import * as v from 'valibot';

/** An event of a Chromium trace with a beginning and a length, in microseconds (Trace Event Format, "X"). */
const event = v.object({
  name: v.string(),
  ph: v.literal('X'),
  pid: v.number(),
  tid: v.number(),
  ts: v.number(),
  dur: v.number(),
  args: v.optional(v.object({ data: v.optional(v.object({ url: v.optional(v.string()) })) })),
});
type TraceEvent = v.InferOutput<typeof event>;

const trace = v.object({ traceEvents: v.array(v.unknown()) });

export type Task = {
  /** Its whole length. */
  ms: number;
  /** Of that, in code of the extension, with the layout that it made the browser do. */
  own: number;
};

/** The tasks of the threads on which pages run, with how long an extension's code ran in each. */
export function tasksIn(given: unknown): Task[] {
  const events = v.parse(trace, given).traceEvents.flatMap((one): TraceEvent[] => {
    const read = v.safeParse(event, one);
    return read.success ? [read.output] : [];
  });
  const isOwn = ({ name, args }: TraceEvent) =>
    ['FunctionCall', 'EvaluateScript', 'v8.run'].includes(name) &&
    args?.data?.url?.startsWith('chrome-extension:') === true;
  const isTask = ({ name }: TraceEvent) => name.endsWith('RunTask');
  const tasks: Task[] = [];
  /** Of each thread, the task that runs and the end of the last own call that was counted. */
  const threads = new Map<string, { task: Task; end: number; countedTo: number }>();
  for (const one of events.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    const thread = `${one.pid} ${one.tid}`;
    const running = threads.get(thread);
    const end = one.ts + one.dur;
    if (isTask(one) && (running === undefined || one.ts >= running.end)) {
      const task = { ms: one.dur / 1000, own: 0 };
      tasks.push(task);
      threads.set(thread, { task, end, countedTo: 0 });
    } else if (isOwn(one) && running !== undefined && end <= running.end && one.ts >= running.countedTo) {
      running.task.own += one.dur / 1000;
      running.countedTo = end;
    }
  }
  return tasks;
}
