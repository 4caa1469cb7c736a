import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { streams } from '../../lib/protocol/api/routes.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { Refusal } from './refusal.ts';
import { type RelayDoor, RelayRefusal, Unreachable } from './relay-door.ts';
import { writeDurably } from './state.ts';

/** What a file that is not whole yet is a part of. */
const partState = v.strictObject({ asked: v.string(), at: v.string() });

export interface Wanted {
  relay: RelayDoor;
  token: string;
  campaign: Hex;
  /** Of `exportQuery`, without `at` and `from`. */
  query: Readonly<Record<string, string>>;
  /** Another file's, to fit to it. */
  at?: string | undefined;
}

export interface Downloading {
  /** @param bytes on disk so far, and when this run began */
  progress(bytes: number, before: number): void;
  say(sentence: string): void;
  sleep(ms: number): Promise<void>;
}

/** How often a line that broke off is tried again without one more byte. */
const tries = 5;

/**
 * An export into a file. Until it is whole it is `FILE.part`, and a later run goes on at its last byte: the relay gives the same
 * bytes for the same `at`.
 * @returns the `at` of the file
 * @throws Refusal
 */
export async function download(wanted: Wanted, file: string, given: Downloading): Promise<string> {
  const part = `${file}.part`;
  const note = `${file}.part.json`;
  const { campaign, relay, query } = wanted;
  const asked = JSON.stringify({ relay: relay.url, campaign, ...query, fitsTo: wanted.at });
  let at = await resumable(part, note, asked);
  if (at === undefined) await rm(part, { force: true });
  let isOfBefore = at !== undefined;
  let before = await sizeOf(part);
  if (before > 0) given.say(`going on with ${part} at byte ${before}`);
  let end = 0;
  for (let failed = 0; ; ) {
    const from = await sizeOf(part);
    try {
      const answer = await openAt(wanted, at ?? wanted.at, from);
      if (at === undefined) {
        at = answer.at;
        await writeDurably(note, JSON.stringify({ asked, at }));
      }
      end = await append(answer.body, part, from, (bytes) => given.progress(bytes, before));
      break;
    } catch (error) {
      if (isOfBefore && isNoMark(error)) {
        given.say(`${error.message} Beginning anew.`);
        await Promise.all([part, note].map((old) => rm(old, { force: true })));
        [at, isOfBefore, before] = [undefined, false, 0];
        continue;
      }
      if (!(error instanceof Unreachable) && !(error instanceof RelayRefusal && error.retry)) throw error;
      failed = (await sizeOf(part)) > from ? 1 : failed + 1;
      if (failed >= tries)
        throw new Refusal(`${error.message} Run the same command again to go on.`, { cause: error });
      await given.sleep(500 * 2 ** failed);
    }
  }
  const whole = await openAgain(part, true);
  try {
    if ((await whole.stat()).size !== end) throw new Refusal(otherRun(part));
    await whole.sync();
  } finally {
    await whole.close();
  }
  await rename(part, file);
  await rm(note, { force: true });
  return at;
}

const otherRun = (file: string) =>
  `Another run is at ${file}, or has ended it: look for the whole file, or run the same command again when nothing writes it.`;

/** @param isThere whether it was: then another run may have ended it, and what is written into a new one would have a hole */
const openAgain = (file: string, isThere: boolean): Promise<FileHandle> =>
  open(file, isThere ? constants.O_RDWR : constants.O_RDWR | constants.O_CREAT).catch((cause: unknown) => {
    throw isThere && Object(cause).code === 'ENOENT' ? new Refusal(otherRun(file), { cause }) : cause;
  });

/** The relay's files are of another version since, or its database is an earlier one: what is here can not be gone on with. */
const isNoMark = (error: unknown): error is RelayRefusal =>
  error instanceof RelayRefusal && error.code === 'malformed';

async function resumable(part: string, note: string, asked: string): Promise<string | undefined> {
  const text = await readFile(note, 'utf8').catch(() => '');
  const read = parseJson(partState, text);
  return read.ok && read.value.asked === asked && (await sizeOf(part)) >= 0 ? read.value.at : undefined;
}

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => undefined);
  return found?.size ?? 0;
};

async function openAt({ relay, token, campaign, query }: Wanted, at: string | undefined, from: number) {
  const path = streams.export.path.replace(':campaign', campaign);
  const asked = new URLSearchParams({ ...query, ...(at === undefined ? {} : { at }), from: String(from) });
  const response = await relay.open(`${path}?${asked}`, token);
  const tag = /^"(.+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
  if (tag === undefined || response.body === null) throw new Refusal('The relay sends no export.');
  return { at: tag, body: response.body };
}

/** @returns the bytes of the file then. @throws Unreachable when the line breaks off; what came is in the file */
async function append(
  body: ReadableStream<Uint8Array>,
  file: string,
  from: number,
  progress: (bytes: number) => void,
): Promise<number> {
  let bytes = from;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    try {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        progress(bytes);
        yield chunk;
      }
    } catch (cause) {
      throw new Unreachable('The relay broke off.', { cause });
    }
  };
  // By places: should another run be at the same file, both write the same bytes there, and none twice.
  const whole = await openAgain(file, from > 0);
  if ((await whole.stat()).size < from) {
    await whole.close();
    throw new Refusal(otherRun(file));
  }
  await pipeline(Readable.from(counted(body)), whole.createWriteStream({ start: from }));
  return bytes;
}
