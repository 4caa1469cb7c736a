import { ProblemError } from '../problem-error.ts';

/**
 * A request's body as text. Gives up at the first byte too many: by content-length before anything is read, else while
 * it streams in.
 *
 * @param most bytes
 * @throws ProblemError `too-large`; `malformed` when it is not UTF-8
 */
export async function readBody(request: Request, most: number): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (declared > most) throw new ProblemError('too-large', `at most ${most} bytes`);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  // More than is declared never gets here (RFC 9112, section 6.3), and whole is much cheaper than piece by piece.
  if (declared <= most) {
    const bytes = await request.arrayBuffer();
    return decode(() => decoder.decode(bytes));
  }
  let text = '';
  let count = 0;
  if (request.body === null) return text;
  for await (const chunk of request.body) {
    count += chunk.byteLength;
    if (count > most) throw new ProblemError('too-large', `at most ${most} bytes`);
    text += decode(() => decoder.decode(chunk, { stream: true }));
  }
  return text + decode(() => decoder.decode());
}

function decode(read: () => string): string {
  try {
    return read();
  } catch {
    throw new ProblemError('malformed', 'not UTF-8');
  }
}
