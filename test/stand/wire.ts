import { connect, createServer, type Socket } from 'node:net';
import { once } from './once.ts';

/** A line of TCP between two programs that can break, as lines do. */
export type Wire = {
  port: number;
  /** Where new connections lead from now on. */
  leadTo(port: number): void;
  /** Breaks every connection, and every new one, until `mend`. */
  cut(): void;
  /** What is sent still arrives and what is answered gets lost, until `mend` breaks the connections. */
  loseAnswers(): void;
  mend(): void;
  /** Resolves when this text next passes on the way there. */
  heard(text: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a line from a port of 127.0.0.1 to another one; `leadTo` before the first connection. */
export async function startWire(): Promise<Wire> {
  const open = new Set<Socket>();
  let state: 'well' | 'cut' | 'deaf' = 'well';
  let target = 0;
  const listeners = new Map<string, () => void>();
  const breakAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (chunk) => {
      for (const [text, tell] of listeners) if (chunk.includes(text)) tell();
      far.write(chunk);
    });
    near.on('end', () => far.end());
    far.on('data', (chunk) => void (state === 'deaf' || near.write(chunk)));
    far.on('end', () => near.end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The wire has no port');
  return {
    port: address.port,
    leadTo: (port) => {
      target = port;
    },
    cut: () => {
      state = 'cut';
      breakAll();
    },
    loseAnswers: () => {
      state = 'deaf';
    },
    mend: () => {
      if (state === 'deaf') breakAll();
      state = 'well';
    },
    heard: (text) =>
      new Promise((resolve) => {
        listeners.set(text, () => {
          listeners.delete(text);
          resolve();
        });
      }),
    stop: once(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      breakAll();
      await closed;
    }),
  };
}
