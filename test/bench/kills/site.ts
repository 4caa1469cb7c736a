import { createServer } from 'node:http';
import { once } from '../../stand/once.ts';

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title></head>
<body><h1>Freight rates fall</h1><p>Carriers expect a weak quarter, and two of them cut their outlook.</p></body></html>`;

/** A site on which every address is an article, so that every run has one. */
export async function startEndlessSite(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port');
  return {
    url: `http://localhost:${address.port}`,
    stop: once(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }),
  };
}
