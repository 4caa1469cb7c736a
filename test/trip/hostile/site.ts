import { createServer } from 'node:http';
import { once } from '../../stand/once.ts';

/** A page as somebody makes it who wants labels that no person gave. */
export type HostilePage = {
  /** Runs before anything of ours. It closes over nothing. */
  script?: () => void;
  body?: string;
  headers?: Record<string, string>;
};

export type HostileSite = {
  port: number;
  /** What was asked for that is no page, with what was sent along. */
  leaked: string[];
  /** From now on every page knows this, as one that has read the public catalogue. */
  know(catalogue: object): void;
  stop(): Promise<void>;
};

/**
 * Serves pages by their path, on every name of this machine: `localhost` is the campaign's, `127.0.0.1` somebody else's. A path
 * may have a tail: `/cover/3` is the page `cover`, and a task of its own.
 */
export async function startHostileSite(pages: Readonly<Record<string, HostilePage>>): Promise<HostileSite> {
  const leaked: string[] = [];
  let known: object = {};
  const server = createServer(async (request, response) => {
    const page = pages[request.url?.split(/[/?]/)[1] ?? ''];
    if (page === undefined) {
      let body = '';
      for await (const chunk of request) body += chunk;
      if (request.url !== '/favicon.ico') leaked.push(`${request.method} ${request.url} ${body}`.trim());
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...page.headers,
    });
    response.end(documentOf(page, known));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The hostile site has no port');
  const stop = once(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  const know = (catalogue: object) => {
    known = catalogue;
  };
  return { port: address.port, leaked, know, stop };
}

const documentOf = ({ script, body = '' }: HostilePage, known: object): string => {
  const run = script === undefined ? '' : `<script>(${String(script)})()</script>`;
  const data = JSON.stringify(known).replaceAll('"', '&quot;');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="known" content="${data}"><title>A page</title>${run}</head><body><h1>A page</h1>${body}</body></html>\n`;
};
