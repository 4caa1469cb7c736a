import type { Checkpoint } from './checkpoints.ts';
import type { Written } from './stream.ts';

/** Bytes that go out at once. */
const chunkSize = 128 * 1024;
/** Chunks that are made before somebody asks, so that database, relay and line work at once. */
const chunksAhead = 2;

/**
 * Text as UTF-8, in chunks of one size whatever the pieces are, a few ahead of whoever takes them.
 *
 * @param skip bytes of it that are not wanted
 * @param note told where pages begin, in bytes of the text
 */
export function bytesOf(
  text: AsyncGenerator<Written>,
  skip: number,
  note: (checkpoint: Checkpoint) => void,
): ReadableStream<Uint8Array> {
  const chunks = chunksOf(text, note);
  let left = skip;
  return new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await chunks.next();
          if (done) return controller.close();
          const rest = value.subarray(Math.min(left, value.length));
          left -= value.length - rest.length;
          if (rest.length > 0) return controller.enqueue(rest);
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: chunksAhead },
  );
}

async function* chunksOf(
  text: AsyncGenerator<Written>,
  note: (checkpoint: Checkpoint) => void,
): AsyncGenerator<Uint8Array> {
  let chunk = Buffer.allocUnsafeSlow(chunkSize);
  let filled = 0;
  let before = 0;
  for await (const { pieces, after } of text) {
    if (after !== undefined) note({ byte: before + filled, place: after });
    for (const piece of pieces) {
      // A UTF-16 unit has at most three bytes.
      const most = typeof piece === 'string' ? piece.length * 3 : piece.length;
      if (filled + most > chunk.length) {
        if (filled > 0) yield chunk.subarray(0, filled);
        before += filled;
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most));
        filled = 0;
      }
      filled += typeof piece === 'string' ? chunk.write(piece, filled) : piece.copy(chunk, filled);
    }
    // The first rows go out as soon as they are there.
    if (before > 0 || filled === 0) continue;
    yield chunk.subarray(0, filled);
    before = filled;
    chunk = Buffer.allocUnsafeSlow(chunkSize);
    filled = 0;
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
