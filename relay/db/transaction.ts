import type { Pool, PoolClient } from 'pg';

/**
 * Runs the work in a transaction of its own on a pipelined connection, which sends each statement without waiting for the
 * one before. The work ends it by sending `commit` with its last statements.
 */
export async function pipelined<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    // A connection that can not even roll back is thrown away.
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

/**
 * Sends statements in one piece, which spares the server waking up for each, and waits for all; one that failed is thrown
 * when each has its answer.
 */
export async function answered<const Sent extends readonly Promise<unknown>[]>(
  client: PoolClient,
  send: () => Sent,
): Promise<{ -readonly [At in keyof Sent]: Awaited<Sent[At]> }> {
  const { stream } = client.connection;
  stream.cork();
  const sent = send();
  stream.uncork();
  await Promise.allSettled(sent);
  return Promise.all(sent);
}
