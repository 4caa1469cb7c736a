import { Expected } from '../storage/expected.ts';

/** Every chunk of the body; a body of more than `max` bytes is dropped while it arrives. */
async function chunksOf(body: ReadableStream<Uint8Array<ArrayBuffer>>, max: number) {
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return chunks;
      size += value.byteLength;
      if (size > max) throw new Expected('relay-answer', true, `more than ${max} bytes`);
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (error instanceof Expected) throw error;
    throw new Expected('relay-unreachable', true);
  }
}

/**
 * The text of an answer of at most `max` bytes.
 *
 * @throws Expected `relay-answer` when it is larger or not UTF-8, `relay-unreachable` when it breaks off
 */
export async function readLimited({ body }: Response, max: number): Promise<string> {
  if (body === null) return '';
  const chunks = await chunksOf(body, max);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
  } catch {
    throw new Expected('relay-answer', true, 'not UTF-8');
  }
}
