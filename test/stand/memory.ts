import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { StandError } from './stand-error.ts';

/**
 * Reads what an earlier start noted in the data folder.
 * @returns undefined when it noted nothing
 * @throws StandError when the file is not what this version writes
 */
export async function recall<S extends v.GenericSchema>(
  dir: string,
  name: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  const file = join(dir, name);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw new StandError(`${file} is damaged or of another version: npm start -- --reset starts anew.`, {
      retry: false,
      cause,
    });
  }
}

/** Notes it for the next start; a kill leaves the old note or the new one, never half of it. */
export async function note(dir: string, name: string, value: unknown): Promise<void> {
  const file = join(dir, name);
  await writeFile(`${file}.half`, `${JSON.stringify(value, null, 2)}\n`);
  await rename(`${file}.half`, file);
}
