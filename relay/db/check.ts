import { sql } from 'kysely';
import { StartError } from '../start-error.ts';
import type { Db } from './database.ts';

/** PostgreSQL 15, the oldest that the tests have run on. */
const oldest = 150_000;

interface Found {
  version: number;
  creates: boolean;
  recovers: boolean;
  reads_only: boolean;
  isolation: string;
  waits: boolean;
}

/**
 * Whether the database can be the relay's: it answers, is new enough, lets us make tables, and a commit is on disk.
 * @throws StartError with a sentence on what to do, which never tells the password
 */
export async function checkDatabase(db: Db, url: string): Promise<void> {
  const { rows } = await sql<Found>`
    select current_setting('server_version_num')::int4 version,
      has_schema_privilege(current_schema(), 'create') creates, pg_is_in_recovery() recovers,
      current_setting('default_transaction_read_only') = 'on' reads_only,
      current_setting('default_transaction_isolation') isolation,
      current_setting('synchronous_commit') <> 'off' waits`
    .execute(db)
    .catch((cause: unknown) => {
      throw new StartError(`${faultOf(cause, new URL(url))}: check DATABASE_URL.`, { cause });
    });
  const [found] = rows;
  if (found === undefined) return;
  if (found.version < oldest) throw new StartError('PostgreSQL is older than 15: update it.');
  if (found.recovers)
    throw new StartError('PostgreSQL is a standby, or still recovering: wait, or use the primary.');
  if (found.reads_only)
    throw new StartError(
      'PostgreSQL takes no changes (default_transaction_read_only is on): is its disk full? Set it to off for this user and database.',
    );
  // What waited for a lock has to see what was done before it got it.
  if (found.isolation !== 'read committed')
    throw new StartError(
      `default_transaction_isolation is ${found.isolation}: set it to 'read committed' for this user and database.`,
    );
  if (!found.waits)
    throw new StartError(
      'synchronous_commit is off, and a power cut would take back what receipts promise: set it to on for this user and database.',
    );
  if (!found.creates)
    throw new StartError(
      `The user ${new URL(url).username} may not make tables: let it own the database, or grant create on its schema.`,
    );
}

function faultOf(cause: unknown, { host, username, pathname }: URL): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  // Invalid password, invalid authorization, invalid catalog name (PostgreSQL, appendix A).
  if (code === '28P01') return `PostgreSQL at ${host} refuses the password of ${username}`;
  if (code === '28000') return `PostgreSQL at ${host} does not let ${username} in`;
  if (code === '3D000') return `PostgreSQL at ${host} has no database ${pathname.slice(1)}`;
  // What a socket, TLS and `pg` itself say holds no password: TLS that one side lacks looks like silence else.
  const because = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return `PostgreSQL at ${host} does not answer${because}`;
}
