import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { problemOf } from '../lib/protocol/api/problem.ts';
import { createApp } from './app/app.ts';
import type { RelayConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { openRelay } from './open.ts';
import { closeEpoch } from './settlement/close-epoch.ts';
import { StartError } from './start-error.ts';
import { work } from './work.ts';

export interface RunningRelay {
  url: string;
  /** Closes the open epoch and resolves with its number when it is active on chain. */
  closeEpoch(): Promise<number>;
  /** Answers what is under way, then stops; nothing that was acknowledged is lost. */
  stop(): Promise<void>;
}

/** One for each lock that work holds, and as many to do it. */
const workConnections = 8;
/**
 * Who sends his request by the byte holds a connection, not for ever: 408 and the connection closed. A batch of the largest
 * size comes through a line of 70 kB/s. Kept connections outlive those of usual proxies, which would else lose a request.
 */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2000,
};
/** Milliseconds in which a request that is under way may still come in when the relay stops. */
const lastWords = 5000;

/**
 * Starts a relay: listens, and works until it is stopped.
 * @throws StartError with a sentence on what to do
 */
export async function startRelay(config: RelayConfig): Promise<RunningRelay> {
  let app: Hono | undefined;
  const server = serve({
    fetch: (request, bindings) => app?.fetch(request, bindings) ?? notYet(),
    hostname: config.HOST,
    port: config.PORT,
    serverOptions,
  });
  const url = await listening(server, config);
  const stopping = new AbortController();
  const closeServer = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      if (!('closeIdleConnections' in server)) return;
      // A connection is idle again as soon as its last answer is out.
      const sweep = setInterval(() => server.closeIdleConnections(), 50).unref();
      setTimeout(() => server.closeAllConnections(), lastWords).unref();
      server.once('close', () => clearInterval(sweep));
    });
  try {
    const { context, account, close } = await openRelay(config, url);
    app = createApp(context, stopping.signal);
    // Its own connections: whoever floods the door keeps no epoch waiting.
    const db = openDatabase(config.DATABASE_URL, workConnections);
    const working = work({ ...context, db }, account, config.POLL_MS, stopping.signal);
    context.log.info({ url, escrow: context.place.escrow, chainId: context.place.chainId }, 'relay is up');
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      stopping.abort();
      await Promise.all([closeServer(), working]);
      await Promise.all([db.destroy(), close()]);
      context.log.info('relay has stopped');
    };
    return {
      url,
      closeEpoch: () => closeEpoch(db, stopping.signal),
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await closeServer();
    throw error;
  }
}

const notYet = () =>
  new Response(JSON.stringify(problemOf('unavailable', 'The relay is starting')), {
    status: 503,
    headers: { 'content-type': 'application/problem+json' },
  });

function listening(server: ReturnType<typeof serve>, { HOST, PORT }: RelayConfig): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new StartError(`Can not listen on ${HOST}:${PORT}: ${adviceOn(cause)}.`, { cause })),
    );
    server.once('listening', () => {
      const { port }: Partial<AddressInfo> = Object(server.address());
      resolve(`http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port ?? PORT}`);
    });
  });
}

function adviceOn(cause: Error): string {
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return 'the port is in use, choose another PORT';
  if (code === 'EACCES') return 'this user may not, choose a PORT above 1023';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'HOST is no address of this machine, say 127.0.0.1 or 0.0.0.0';
  return `${cause.message}, check HOST and PORT`;
}
