import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
}

export interface HttpRelay {
  url: string;
  /** Everything that was asked, in order. */
  asked: Asked[];
  stop(): Promise<void>;
}

/** A server on loopback that answers as it is told, well or badly. */
export async function startHttpRelay(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<HttpRelay> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const one = { method, path: url, headers };
    asked.push(one);
    request.resume();
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${at.port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}
