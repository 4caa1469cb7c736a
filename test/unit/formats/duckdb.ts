import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { makeTempFolder } from '../../stand/temp.ts';

/** What DuckDB finds in files of these names, by a query that reads them as `'FILE:name'`. */
export async function askDuckDb(files: Record<string, string>, query: string): Promise<unknown[][]> {
  const folder = await makeTempFolder('duckdb');
  try {
    let asked = query;
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder.dir, name), text);
      asked = asked.replaceAll(`FILE:${name}`, join(folder.dir, name));
    }
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const read = await connection.runAndReadAll(asked);
    const rows = read.getRowsJson();
    connection.closeSync();
    instance.closeSync();
    return rows;
  } finally {
    await folder.stop();
  }
}
