import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from './once.ts';
import { answerMoney, type Give } from './site-money.ts';

export type Site = { url: string; stop(): Promise<void> };

const root = fileURLToPath(new URL('../site/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
};

/** One article forbids everything but its own style sheet, as strict publishers do: the overlay must work there too. */
const strictPath = '/news/ostra-battery-recall';

/**
 * Serves the sample site (test/site) on 127.0.0.1: a news site, posts, contracts and a court. Nothing is cached, only the
 * pages in `live` have scripts, and there are no requests to anybody else. `/news/x` is the file `news/x.html`, and `/news/x?edition=2` what has become of it later,
 * `news/x.edition-2.html`.
 * @param options.give what the form at `/money` asks for
 * @param options.port kept between starts, the pages keep their addresses; without it the system picks one
 */
export async function startSite(options: { port?: number; give?: Give } = {}): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(`http://site.invalid${request.url ?? '/'}`);
    const { give } = options;
    if (request.method === 'POST' && pathname === '/money' && give !== undefined)
      void answerMoney(give, request, response);
    else void answer(pathname, searchParams.get('edition'), response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sample site has no port');
  const stop = once(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return { url: `http://127.0.0.1:${address.port}`, stop };
}

async function answer(pathname: string, edition: string | null, response: ServerResponse): Promise<void> {
  const file = fileOf(pathname, edition);
  const type = types[extname(file)];
  const body = type === undefined ? undefined : await readFile(join(root, file)).catch(() => undefined);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (pathname === strictPath)
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'");
  response.setHeader('content-type', body ? (type ?? '') : 'text/plain; charset=utf-8');
  response.statusCode = body ? 200 : 404;
  response.end(body ?? 'There is no such page on the sample site.\n');
}

/** `normalize` of a rooted path can not lead out of the folder, and only known types are served from it. */
function fileOf(pathname: string, edition: string | null): string {
  const path = normalize(pathname);
  if (path.endsWith('/')) return `${path}index.html`;
  if (extname(path) !== '') return path;
  return edition !== null && /^[2-9]$/.test(edition) ? `${path}.edition-${edition}.html` : `${path}.html`;
}
