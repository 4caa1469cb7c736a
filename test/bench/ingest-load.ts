import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A POST as it goes over the wire (RFC 9112): made beforehand, so that sending it costs next to nothing. */
export function wireRequest(url: string, body: string): Buffer {
  const { host, pathname } = new URL(url);
  const bytes = Buffer.from(body);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/**
 * Sends every request, each list one after the other over a connection of its own. The labelers of a relay have machines
 * of their own; this one has the relay's, and is made to use as little of it as it can.
 * @throws Error for an answer that is not 200
 */
export async function postAll(url: string, lists: readonly (readonly Uint8Array[])[]): Promise<void> {
  const { hostname, port } = new URL(url);
  await Promise.all(
    lists.map(async (requests) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      // Who waits for data would wait for ever.
      socket.on('end', () => socket.destroy(new Error('the relay hung up')));
      try {
        await once(socket, 'connect');
        for (const request of requests) {
          socket.write(request);
          await answerOf(socket);
        }
      } finally {
        socket.destroy();
      }
    }),
  );
}

/** Waits for one whole answer, whose length its head says. */
async function answerOf(socket: Socket): Promise<void> {
  let text = '';
  for (;;) {
    const [chunk]: Buffer[] = await once(socket, 'data');
    text += chunk?.toString('latin1') ?? '';
    const end = text.indexOf('\r\n\r\n');
    const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1];
    if (end === -1 || length === undefined || text.length < end + 4 + Number(length)) continue;
    if (text.startsWith('HTTP/1.1 200 ')) return;
    throw new Error(text);
  }
}
