import type { Context as Exchange } from 'hono';

/** Public JSON text with its entity tag; 304 when the asker has it (RFC 9110, sections 8.8.3 and 13.1.2). */
export function cachedJson(exchange: Exchange, text: string, tag: string, cacheControl: string): Response {
  const etag = `"${tag}"`;
  const headers = { etag, 'cache-control': cacheControl };
  const asked = exchange.req.header('if-none-match') ?? '';
  const known = asked.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  if (known || asked.trim() === '*') return exchange.body(null, 304, headers);
  return exchange.body(text, 200, { ...headers, 'content-type': 'application/json' });
}

export const forever = 'public, max-age=31536000, immutable';
