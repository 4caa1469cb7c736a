/**
 * The process that drives both sides of `ingest`: it gets batches as they go over the wire, or their hashes, and makes nothing
 * else, so that what the bench has left lying in memory costs neither side anything.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bareTable } from './ingest-bare.ts';
import { postAll } from './ingest-load.ts';

/** Of each connection its requests, or the hashes of the batches whose rows it inserts, one after the other. */
type Order =
  | { do: 'post'; url: string; lists: Uint8Array[][] }
  | { do: 'take'; lists: string[][] }
  | { do: 'insert' };

/** What the work took: milliseconds, and microseconds of this process's CPU. */
export interface Took {
  ms: number;
  cpu: number;
}

export interface Driver {
  post(url: string, lists: Uint8Array[][]): Promise<Took>;
  /** Reads the rows of batches that were received, for the next `insert`. */
  take(hashes: string[][]): Promise<Took>;
  insert(): Promise<Took>;
  stop(): void;
}

export function startDriver(databaseUrl: string, connections: number): Driver {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [databaseUrl, String(connections)], {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
  });
  const ended = once(child, 'exit').then(() => ['the driver has ended']);
  const ask = async (order: Order): Promise<Took> => {
    child.send(order);
    const [answer]: (Took | string)[] = await Promise.race([once(child, 'message'), ended]);
    if (typeof answer !== 'object') throw new Error(answer);
    return answer;
  };
  return {
    post: (url, lists) => ask({ do: 'post', url, lists }),
    take: (lists) => ask({ do: 'take', lists }),
    insert: () => ask({ do: 'insert' }),
    stop: () => child.disconnect(),
  };
}

async function drive(databaseUrl: string, connections: number): Promise<void> {
  const bare = await bareTable(databaseUrl, connections);
  let rows: unknown[][][] = [];
  const perform = async (order: Order): Promise<void> => {
    if (order.do === 'post') await postAll(order.url, order.lists);
    if (order.do === 'take') rows = await Promise.all(order.lists.map((list) => bare.rowsOf(list)));
    if (order.do === 'insert') await bare.insertAll(rows);
  };
  process.on('message', (order: Order) => {
    globalThis.gc?.();
    const [start, before] = [performance.now(), process.cpuUsage()];
    perform(order).then(
      () => {
        const { user, system } = process.cpuUsage(before);
        process.send?.({ ms: performance.now() - start, cpu: user + system } satisfies Took);
      },
      (error: unknown) => process.send?.(String(error)),
    );
  });
  process.once('disconnect', () => void bare.close());
}

const [, program, databaseUrl, connections] = process.argv;
if (program === fileURLToPath(import.meta.url) && databaseUrl !== undefined)
  await drive(databaseUrl, Number(connections));
