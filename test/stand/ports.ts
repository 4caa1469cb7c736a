import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections, of which a stand has hundreds. */
const range = [20_000, 32_000] as const;
const tries = 20;

/**
 * A TCP port of 127.0.0.1 that is free now: `preferred` when it is, else any of the range. Somebody may take it
 * before the caller does, so callers that can must try again with another.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await tryPort(preferred)) !== undefined) return preferred;
  for (let tried = 0; tried < tries; tried++) {
    const port = await tryPort(randomInt(...range));
    if (port !== undefined) return port;
  }
  throw new Error('No free TCP port on 127.0.0.1');
}

function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
