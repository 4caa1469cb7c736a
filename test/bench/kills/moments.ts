import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from './place.ts';
import type { OuterStep } from './plan.ts';

/** What the relay's rows say that changes when a step is made. */
const readings: Readonly<Record<Exclude<OuterStep, 'told that it is saved' | 'receipt commit'>, string>> = {
  'epoch closed': `select max(epoch)::text seen from epochs where state <> 'open'`,
  'epoch submitted': `select max(epoch)::text seen from epochs where state = 'submitted'`,
  'epoch active': `select max(epoch)::text seen from epochs where state = 'active'`,
  'claim on its way': `select max(id)::text seen from transactions where name like 'claim:%' and state <> 'mined'`,
};

/** Rows of one query, asked again while the database is away. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  { databaseUrl }: Place,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  for (let tries = 200; ; tries -= 1) {
    const client = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 2000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query<Row>(text, values)).rows;
    } catch (error) {
      if (tries === 0) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Resolves when the relay makes this step for the next time. */
export async function nextMoment(
  place: Place,
  step: keyof typeof readings,
  signal: AbortSignal,
): Promise<void> {
  const read = async () => (await rowsOf<{ seen: string | null }>(place, readings[step]))[0]?.seen ?? '0';
  for (const first = Number(await read()); !signal.aborted; await sleep(20))
    if (Number(await read()) > first) return;
  throw signal.reason;
}
