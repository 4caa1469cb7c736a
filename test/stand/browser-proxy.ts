import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { once } from './once.ts';

/** One request that left the browser, and what came back. `origin` is what the browser says about the asker. */
export type Passed = {
  method: string;
  url: string;
  origin: string | undefined;
  body: string;
  /** Undefined until it came, and for ever when nobody answered. Of a stream of events the body is not kept. */
  answer: { status: number; body: string } | undefined;
};

/** Holds answers back: `caught` resolves with the first request whose answer waits here. */
export type Hold = { caught: Promise<Passed>; release(): void };

export type BrowserProxy = {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Everything that left the browser so far, in order. */
  passed: readonly Passed[];
  /** From now on, answers to requests that `which` picks are withheld; the requests themselves go through. */
  hold(which: (passed: Passed) => boolean): Hold;
  stop(): Promise<void>;
};

/**
 * A forward proxy (RFC 9110, section 7.6) on 127.0.0.1 that notes what a browser sends. It stands outside of the
 * browser, so it sees pages, workers and the browser itself alike, and keeps no worker alive as a debugger does.
 */
export async function startBrowserProxy(): Promise<BrowserProxy> {
  const passed: Passed[] = [];
  const holds: Array<(passed: Passed) => Promise<void> | undefined> = [];
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing, passed, holds).catch(() => outgoing.destroy());
  });
  // Encrypted requests can only be noted by their host, and nothing on the stand is encrypted: none goes on.
  server.on('connect', ({ url = '' }, socket) => {
    passed.push({ method: 'CONNECT', url, origin: undefined, body: '', answer: undefined });
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    passed,
    hold: (which) => addHold(holds, which),
    stop: once(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }),
  };
}

function addHold(
  holds: Array<(passed: Passed) => Promise<void> | undefined>,
  which: (passed: Passed) => boolean,
): Hold {
  const caught = Promise.withResolvers<Passed>();
  const released = Promise.withResolvers<void>();
  holds.push((passed) => {
    if (!which(passed)) return undefined;
    caught.resolve(passed);
    return released.promise;
  });
  return { caught: caught.promise, release: released.resolve };
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  passed: Passed[],
  holds: ReadonlyArray<(passed: Passed) => Promise<void> | undefined>,
): Promise<void> {
  const { method = 'GET', url = '', headers } = incoming;
  const body = await bodyOf(incoming);
  const one: Passed = { method, url, origin: headers.origin, body: body.toString(), answer: undefined };
  passed.push(one);
  const answer = await ask(url, method, headers, body);
  const status = answer.statusCode ?? 502;
  // A stream has no end to wait for.
  if (answer.headers['content-type']?.startsWith('text/event-stream') === true) {
    one.answer = { status, body: '' };
    outgoing.writeHead(status, answer.headers);
    await pipeline(answer, outgoing);
    return;
  }
  const content = await bodyOf(answer);
  one.answer = { status, body: content.toString() };
  for (const hold of holds) await hold(one);
  const { 'transfer-encoding': _, ...kept } = answer.headers;
  outgoing.writeHead(status, kept).end(content);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function ask(
  url: string,
  method: string,
  headers: IncomingMessage['headers'],
  body: Buffer,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { 'proxy-connection': _, ...kept } = headers;
    request(url, { method, headers: kept }).once('response', resolve).once('error', reject).end(body);
  });
}
