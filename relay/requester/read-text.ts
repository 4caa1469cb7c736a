import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type * as v from 'valibot';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { Refusal } from './refusal.ts';

/** Bytes of a file that a requester writes: terms of 5000 pages have 2 MB. */
const most = 16_000_000;

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
};

/**
 * A file that a requester has written, as text: whatever can not be its words is refused, since words that money was locked for can
 * not be changed. A byte order mark, as Windows writes it, is no part of them.
 *
 * @throws Refusal with what is wrong with the file
 */
export async function readText(file: string): Promise<string> {
  const bytes = await contentOf(file).catch((cause: unknown) => {
    if (cause instanceof Refusal) throw cause;
    const reason = reasons[String(Object(cause).code)];
    throw new Refusal(`${file} can not be read${reason === undefined ? '' : `: ${reason}`}.`, { cause });
  });
  if (!isUtf8(bytes)) throw new Refusal(`${file} is not UTF-8: save it in that encoding.`);
  return new TextDecoder().decode(bytes);
}

async function contentOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > most) throw new Refusal(`${file} is larger than ${most / 1_000_000} MB.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/**
 * The JSON of terms that somebody typed.
 * @throws Refusal with the field that is wrong, or the place where it is no JSON
 */
export function readTyped<const S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const read = parseJson(schema, text);
  if (!read.ok) throw new Refusal(`The terms are no JSON object: ${noJsonAt(text) ?? read.detail}.`);
  return read.value;
}

/** The platform's parser knows where; undefined when it is JSON. */
function noJsonAt(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'not JSON';
  }
}
