/**
 * The process that drives both sides of `ingest`: it gets batches as they go over the wire, or their hashes, and makes nothing
 * else, so that what the bench has left lying in memory costs neither side anything.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bareTable } from './bare.ts';
import { type Answered, postAll } from './load.ts';

/** Of each connection its requests, or the hashes of the batches whose rows it inserts, one after the other. */
type Order =
  | { do: 'post'; url: string; lists: Uint8Array[][]; over: number }
  | { do: 'fill' }
  | { do: 'take'; lists: string[][] }
  | { do: 'insert' };

/** What the work took: milliseconds, and microseconds of this process's CPU. */
export interface Took {
  ms: number;
  cpu: number;
}

export interface Posted extends Took {
  answers: Answered[][];
}

export interface Driver {
  /** @param over milliseconds over which the requests are due, evenly; 0: each when the one before has its answer */
  post(url: string, lists: Uint8Array[][], over?: number): Promise<Posted>;
  /** Makes the table of the bare inserts as large as that of the labels. */
  fill(): Promise<Took>;
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
  const ask = async (order: Order): Promise<Posted> => {
    child.send(order);
    const [answer]: (Posted | string)[] = await Promise.race([once(child, 'message'), ended]);
    if (typeof answer !== 'object') throw new Error(answer);
    return answer;
  };
  return {
    post: (url, lists, over = 0) => ask({ do: 'post', url, lists, over }),
    fill: () => ask({ do: 'fill' }),
    take: (lists) => ask({ do: 'take', lists }),
    insert: () => ask({ do: 'insert' }),
    stop: () => child.disconnect(),
  };
}

async function drive(databaseUrl: string, connections: number): Promise<void> {
  const bare = await bareTable(databaseUrl, connections);
  let rows: unknown[][][] = [];
  const perform = async (order: Order): Promise<Answered[][]> => {
    if (order.do === 'post') return postAll(order.url, order.lists, order.over);
    if (order.do === 'fill') await bare.fill();
    if (order.do === 'take') rows = await Promise.all(order.lists.map((list) => bare.rowsOf(list)));
    if (order.do === 'insert') await bare.insertAll(rows);
    return [];
  };
  process.on('message', (order: Order) => {
    globalThis.gc?.();
    const [start, before] = [performance.now(), process.cpuUsage()];
    perform(order).then(
      (answers) => {
        const { user, system } = process.cpuUsage(before);
        process.send?.({ ms: performance.now() - start, cpu: user + system, answers } satisfies Posted);
      },
      (error: unknown) => process.send?.(String(error)),
    );
  });
  process.once('disconnect', () => void bare.close());
}

const [, program, databaseUrl, connections] = process.argv;
if (program === fileURLToPath(import.meta.url) && databaseUrl !== undefined)
  await drive(databaseUrl, Number(connections));
