import { type QueryExecutorProvider, sql } from 'kysely';
import { StartError } from '../start-error.ts';
import type { Db } from './database.ts';
import { lockMigrations, unlockMigrations } from './locks.ts';
import * as start from './migrations/0001-start.ts';
import * as rotation from './migrations/0002-rotation.ts';
import * as thinLabels from './migrations/0003-thin-labels.ts';
import * as judge from './migrations/0004-judge.ts';
import * as truths from './migrations/0005-truths.ts';
import * as lottery from './migrations/0006-lottery.ts';
import * as appeals from './migrations/0007-appeals.ts';
import * as weights from './migrations/0008-weights.ts';
import * as givenGolds from './migrations/0009-given-golds.ts';
import * as confirmations from './migrations/0010-confirmations.ts';
import * as linkedAccounts from './migrations/0011-linked-accounts.ts';
import * as exportedWeights from './migrations/0012-exported-weights.ts';
import * as catalogue from './migrations/0013-catalogue.ts';
import * as firstPriors from './migrations/0014-first-priors.ts';
import * as epochLabels from './migrations/0015-epoch-labels.ts';
import * as uncheckedRows from './migrations/0016-unchecked-rows.ts';
import * as taskFigures from './migrations/0017-task-figures.ts';
import * as openBatches from './migrations/0018-open-batches.ts';
import * as putOff from './migrations/0019-put-off.ts';

/** In order, for ever: a file is never changed after a release, a change is a further file. */
const migrations: { name: string; up(db: QueryExecutorProvider): Promise<void> }[] = [
  { name: '0001-start', up: start.up },
  { name: '0002-rotation', up: rotation.up },
  { name: '0003-thin-labels', up: thinLabels.up },
  { name: '0004-judge', up: judge.up },
  { name: '0005-truths', up: truths.up },
  { name: '0006-lottery', up: lottery.up },
  { name: '0007-appeals', up: appeals.up },
  { name: '0008-weights', up: weights.up },
  { name: '0009-given-golds', up: givenGolds.up },
  { name: '0010-confirmations', up: confirmations.up },
  { name: '0011-linked-accounts', up: linkedAccounts.up },
  { name: '0012-exported-weights', up: exportedWeights.up },
  { name: '0013-catalogue', up: catalogue.up },
  { name: '0014-first-priors', up: firstPriors.up },
  { name: '0015-epoch-labels', up: epochLabels.up },
  { name: '0016-unchecked-rows', up: uncheckedRows.up },
  { name: '0017-task-figures', up: taskFigures.up },
  { name: '0018-open-batches', up: openBatches.up },
  { name: '0019-put-off', up: putOff.up },
];

/**
 * Brings the tables to this version, each step in one transaction, one process at a time.
 * @throws StartError when the database knows a step that this relay does not
 */
export async function migrate(db: Db): Promise<void> {
  await db.connection().execute(async (connection) => {
    await lockMigrations(connection);
    try {
      await sql`create table if not exists migrations (name text primary key)`.execute(connection);
      const { rows } = await sql<{ name: string }>`select name from migrations`.execute(connection);
      const done = new Set(rows.map(({ name }) => name));
      for (const { name, up } of migrations) {
        if (done.delete(name)) continue;
        await connection.transaction().execute(async (trx) => {
          await up(trx);
          await sql`insert into migrations values (${name})`.execute(trx);
        });
      }
      const [unknown] = done;
      if (unknown !== undefined)
        throw new StartError(`The database is of a newer relay (${unknown}): update the relay.`);
    } finally {
      await unlockMigrations(connection);
    }
  });
}
