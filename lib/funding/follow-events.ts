import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { StreamAccess } from '../view/console.ts';
import { openStream } from './open-stream.ts';

/** Milliseconds before a stream that ended is opened again; twice as long each time in a row that it can not be. */
const firstWait = 2_000;
const longestWait = 60_000;
/** Milliseconds without a sign of life after which a stream is taken for dead: the relay gives one every 20 s. */
const silence = 50_000;
/** Characters of one event. */
const longestEvent = 4_000;

/**
 * Keeps a stream of server-sent events open until the signal, over `fetch`, since `EventSource` sends no token
 * (WHATWG HTML, section 9.2, has the format). What came while no stream stood is not kept by the relay: each `ready`
 * is a reason to look too, and so is each try that failed, so that whoever looks goes on without a stream, only slower.
 *
 * @param access asked before each try, for the token may have run out
 * @param look called when what there is to see may have changed
 * @param soonest milliseconds before the first try again
 */
export async function followEvents(
  access: () => Promise<StreamAccess>,
  look: () => void,
  signal: AbortSignal,
  soonest: number = firstWait,
): Promise<void> {
  let wait = soonest;
  while (!signal.aborted) {
    const alive = () => {
      wait = soonest;
      look();
    };
    await readEvents(access, alive, signal).catch(() => {});
    // Half of it by chance: a relay that comes back is not asked by everybody at once.
    await pause(wait * (0.5 + Math.random() / 2), signal);
    wait = Math.min(wait * 2, longestWait);
    if (!signal.aborted) look();
  }
}

async function readEvents(
  access: () => Promise<StreamAccess>,
  heard: () => void,
  signal: AbortSignal,
): Promise<void> {
  const opened = await access();
  const dead = new AbortController();
  let timer = setTimeout(() => dead.abort(), silence);
  try {
    const response = await openStream(opened, AbortSignal.any([signal, dead.signal]));
    if (!response.ok || response.body === null) return;
    const signs = new TransformStream<string, string>({
      transform(text, controller) {
        clearTimeout(timer);
        timer = setTimeout(() => dead.abort(), silence);
        controller.enqueue(text);
      },
    });
    const events = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(signs)
      .pipeThrough(new EventSourceParserStream({ maxBufferSize: longestEvent }))
      .getReader();
    while (!(await events.read()).done) heard();
  } finally {
    clearTimeout(timer);
    dead.abort();
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
