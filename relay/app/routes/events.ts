import type { Handler } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { eventNames } from '../../../lib/protocol/api/events.ts';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problem-error.ts';
import { campaignWatcher } from '../../progress/watcher.ts';
import { ownCampaign } from '../session.ts';

/** Streams that one process holds open. */
const most = 1000;
/** Milliseconds between two signs of life: proxies end what is silent for a minute. */
const beatMs = 20_000;
/** Milliseconds after which a stream ends and its reader signs in anew. */
const longestMs = 3_600_000;

/**
 * Says when progress has to be read again, as server-sent events (WHATWG HTML, section 9.2), until the relay stops. A
 * reader that was away reads once when it is back, so no event needs to be kept for it.
 */
export const getEvents = (context: Context, stopping: AbortSignal): Handler => {
  const watch = campaignWatcher(context);
  let open = 0;
  return async (exchange) => {
    const { campaign } = await ownCampaign(context, exchange);
    if (open >= most) throw new ProblemError('too-many', 'Too many look on at once', 60);
    open += 1;
    exchange.header('cache-control', 'private, no-store');
    exchange.header('x-accel-buffering', 'no');
    return streamSSE(exchange, async (stream) => {
      const ended = endOf(stream, AbortSignal.any([stopping, AbortSignal.timeout(longestMs)]));
      const send = (event: string) => void stream.writeSSE({ event, data: '' }).catch(() => {});
      const beat = setInterval(() => void stream.write(':\n\n').catch(() => {}), beatMs);
      try {
        const unwatch = await watch(campaign, () => send(eventNames.changed));
        send(eventNames.ready);
        await ended.finally(unwatch);
      } finally {
        clearInterval(beat);
        open -= 1;
      }
    });
  };
};

/** Resolves when the reader has gone or the signal ends it. */
const endOf = (stream: SSEStreamingApi, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    stream.onAbort(resolve);
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
