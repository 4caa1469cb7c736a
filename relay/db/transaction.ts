import type { Pool, PoolClient } from 'pg';
import { toDiskText } from './to-disk.ts';

/** What a transaction comes to, whose last statements are sent. */
export interface Sent<T> {
  result: T;
  /** All see it and its locks are gone, but nobody may be told of it. Rejects when nothing of it was done. */
  committed: Promise<unknown>;
  /** It will never be lost. */
  onDisk: Promise<unknown>;
}

/**
 * Of a transaction whose commit does not wait for the disk: while that writes, the next one does its work. The statement
 * that is sent behind the commit waits for both.
 */
export const beginText = 'begin; set local synchronous_commit = off';

/**
 * Runs the work in a transaction of its own on a pipelined connection, which sends each statement without waiting for the
 * one before. The work begins it with `beginText`, and returns what its last statements are, which go out with the commit.
 */
export async function pipelined<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<{ result: T; last: () => readonly Promise<unknown>[] }>,
): Promise<Sent<T>> {
  const client = await pool.connect();
  // A connection that can not even roll back is thrown away.
  const giveUp = () =>
    client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
  try {
    const { result, last } = await work(client);
    let onDisk: Promise<unknown> = Promise.resolve();
    const committed = answered(client, () => {
      const sent = [...last(), client.query('commit')];
      onDisk = client.query({ name: 'to-disk', text: toDiskText });
      return sent;
    });
    const whole = Promise.all([committed, onDisk]);
    whole.then(() => client.release(), giveUp);
    return { result, committed, onDisk: whole };
  } catch (error) {
    await giveUp();
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
  let sent: Sent;
  try {
    sent = send();
  } finally {
    stream.uncork();
  }
  await Promise.allSettled(sent);
  return Promise.all(sent);
}
