import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../problem-error.ts';
import { clientOf } from './client-address.ts';

const minute = 60_000;
/** The most clients that are remembered; the one that asked longest ago is forgotten first. */
const mostClients = 50_000;

/** A client has so many requests in hand, and gets as many again in a minute, evenly. */
export interface RateLimit {
  /**
   * @param now milliseconds
   * @returns seconds to wait; 0 when the request may pass, which is then counted
   */
  take(client: string, now: number): number;
}

export function rateLimit(perMinute: number): RateLimit {
  const clients = new Map<string, { left: number; at: number }>();
  return {
    take(client, now) {
      const before = clients.get(client) ?? { left: perMinute, at: now };
      const left = Math.min(perMinute, before.left + ((now - before.at) * perMinute) / minute);
      const passes = left >= 1;
      clients.delete(client);
      clients.set(client, { left: passes ? left - 1 : left, at: now });
      for (const oldest of clients.keys()) {
        if (clients.size <= mostClients) break;
        clients.delete(oldest);
      }
      return passes ? 0 : Math.ceil(((1 - left) * minute) / perMinute / 1000);
    },
  };
}

/**
 * Refuses clients that ask too often (RFC 6585, section 4), by what this process alone remembers.
 * @param perMinute 0: nobody is refused
 */
export function limited(perMinute: number, proxies: number): MiddlewareHandler {
  const limit = rateLimit(perMinute);
  return async (exchange, next) => {
    const client = perMinute === 0 ? undefined : clientOf(exchange, proxies);
    const wait = client === undefined ? 0 : limit.take(client, performance.now());
    if (wait > 0) throw new ProblemError('too-many', undefined, wait);
    await next();
  };
}
