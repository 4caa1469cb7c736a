import pg from 'pg';

/** Inserts into a copy of `labels`, indexes and all, and knows nothing of receipts. */
export interface BareTable {
  /** Makes it as large as `labels` is: an insert takes the longer, the larger its indexes are. */
  fill(): Promise<void>;
  /** The rows of these batches of `labels`, one list of parameters per batch. */
  rowsOf(batchHashes: readonly string[]): Promise<unknown[][]>;
  /** One multi-row insert, and so one synced commit, per batch; each connection its own list one after the other. */
  insertAll(lists: readonly (readonly unknown[][])[]): Promise<void>;
  close(): Promise<void>;
}

export async function bareTable(databaseUrl: string, connections: number): Promise<BareTable> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  pool.on('error', () => {});
  await pool.query('create table bare_labels (like labels including all)');
  const { rows: named } = await pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'labels' order by ordinal_position`,
  );
  const names = named.map(({ name }) => name);
  const textOf = (count: number) => {
    const row = (at: number) => `(${names.map((_, i) => `$${at * names.length + i + 1}`).join(',')})`;
    return `insert into bare_labels (${names.join(',')}) values ${Array.from({ length: count }, (_, at) => row(at)).join(',')}`;
  };
  const texts = new Map<number, string>();
  return {
    async fill() {
      await pool.query('truncate bare_labels');
      await pool.query(
        `insert into bare_labels (${names.join(',')}) select ${names.join(',')} from labels order by batch, position`,
      );
      await pool.query('vacuum analyze bare_labels');
      await pool.query('checkpoint');
    },
    async rowsOf(batchHashes) {
      const lists: unknown[][] = [];
      for (const hash of batchHashes) {
        const { rows } = await pool.query({
          text: `select labels.${names.join(', labels.')} from labels join batches on batches.id = batch
            where hash = $1 order by position`,
          values: [hash],
          rowMode: 'array',
        });
        lists.push(rows.flat());
      }
      return lists;
    },
    async insertAll(lists) {
      await Promise.all(
        lists.map(async (batches) => {
          for (const values of batches) {
            const count = values.length / names.length;
            const text = texts.get(count) ?? textOf(count);
            texts.set(count, text);
            await pool.query({ text, values });
          }
        }),
      );
    },
    close: () => pool.end(),
  };
}
