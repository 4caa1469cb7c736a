import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Context } from '../context.ts';

/** A method is whatever somebody sends; each would be a metric of its own. */
const known = new Set(['GET', 'HEAD', 'OPTIONS', 'POST']);

/**
 * One line per request: which route, what came of it, how long it took. No address of a page or of a person, no body,
 * no query: a route is logged by its pattern.
 */
export function requestLog({ log, metrics }: Context, newId: () => string): MiddlewareHandler {
  return async (exchange, next) => {
    const id = newId();
    const start = performance.now();
    exchange.header('x-request-id', id);
    await next();
    const ms = performance.now() - start;
    const { method } = exchange.req;
    const { status } = exchange.res;
    const route = routePath(exchange, -1);
    log.info({ id, method, route, status, ms: Math.round(ms) }, 'request');
    metrics.requests.observe({ method: known.has(method) ? method : 'other', route, status }, ms / 1000);
  };
}
