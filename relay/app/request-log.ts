import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';

/**
 * One line per request: which route, what came of it, how long it took. No address of a page or of a person, no body,
 * no query: a route is logged by its pattern.
 */
export function requestLog(log: Logger, newId: () => string): MiddlewareHandler {
  return async (exchange, next) => {
    const id = newId();
    const start = performance.now();
    await next();
    exchange.header('x-request-id', id);
    const ms = Math.round(performance.now() - start);
    log.info(
      { id, method: exchange.req.method, route: routePath(exchange, -1), status: exchange.res.status, ms },
      'request',
    );
  };
}
