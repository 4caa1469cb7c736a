import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A POST as it goes over the wire (RFC 9112): made beforehand, so that sending it costs next to nothing. */
export function wireRequest(url: string, body: string): Buffer {
  const { host, pathname } = new URL(url);
  const bytes = Buffer.from(body);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** The body of an answer, and milliseconds from when its request was due. */
export interface Answered {
  body: string;
  ms: number;
}

/**
 * Sends every request, each list one after the other over a connection of its own. The labelers of a relay have machines
 * of their own; this one has the relay's, and is made to use as little of it as it can.
 * @param over milliseconds over which the requests are due, evenly; 0: each when the one before has its answer
 * @throws Error for an answer that is not 200
 */
export async function postAll(
  url: string,
  lists: readonly (readonly Uint8Array[])[],
  over = 0,
): Promise<Answered[][]> {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  return Promise.all(
    lists.map(async (requests, who) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      // Who waits for data would wait for ever.
      socket.on('end', () => socket.destroy(new Error('the relay hung up')));
      try {
        await once(socket, 'connect');
        const answers: Answered[] = [];
        for (const [at, request] of requests.entries()) {
          const due = start + (over * (at + who / lists.length)) / requests.length;
          if (over > 0) await sleep(Math.max(0, due - performance.now()));
          const sent = performance.now();
          socket.write(request);
          const body = await answerOf(socket);
          answers.push({ body, ms: performance.now() - (over > 0 ? due : sent) });
        }
        return answers;
      } finally {
        socket.destroy();
      }
    }),
  );
}

/** Waits for one whole answer, whose length its head says. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for (;;) {
    const [chunk]: Buffer[] = await once(socket, 'data');
    text += chunk?.toString('latin1') ?? '';
    const end = text.indexOf('\r\n\r\n');
    const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1];
    if (end === -1 || length === undefined || text.length < end + 4 + Number(length)) continue;
    if (text.startsWith('HTTP/1.1 200 ')) return text.slice(end + 4);
    throw new Error(text);
  }
}
