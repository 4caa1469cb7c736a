/** Bytes that go out at once. */
const chunkSize = 128 * 1024;

/**
 * Text as UTF-8, in chunks of one size whatever the pieces are, without the first `from` bytes. Nothing is read ahead of
 * whoever takes the chunks.
 */
export function bytesOf(text: AsyncGenerator<string[]>, from: number): ReadableStream<Uint8Array> {
  const chunks = chunksOf(text);
  let left = from;
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
    { highWaterMark: 0 },
  );
}

async function* chunksOf(text: AsyncGenerator<string[]>): AsyncGenerator<Uint8Array> {
  let chunk = Buffer.allocUnsafeSlow(chunkSize);
  let filled = 0;
  let sent = false;
  for await (const pieces of text) {
    for (const piece of pieces) {
      // A UTF-16 unit has at most three bytes.
      const most = piece.length * 3;
      if (filled + most > chunkSize) {
        if (filled > 0) yield chunk.subarray(0, filled);
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most));
        filled = 0;
        sent = true;
      }
      filled += chunk.write(piece, filled);
    }
    // The first rows go out as soon as they are there.
    if (!sent && filled > 0) {
      yield chunk.subarray(0, filled);
      chunk = Buffer.allocUnsafeSlow(chunkSize);
      filled = 0;
    }
    sent ||= pieces.length > 1;
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
