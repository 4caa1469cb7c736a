import { isUtf8 } from 'node:buffer';
import { ProblemError } from '../problem-error.ts';

/**
 * A request's body. Gives up at the first byte too many: by content-length before anything is read, else while it
 * streams in.
 *
 * @param most bytes
 * @throws ProblemError `too-large`
 */
export async function readBody(request: Request, most: number): Promise<Buffer> {
  const tooLarge = () => new ProblemError('too-large', `at most ${most} bytes`);
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (declared > most) throw tooLarge();
  // More than is declared never gets here (RFC 9112, section 6.3), and whole is much cheaper than piece by piece.
  if (declared <= most) return Buffer.from(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of request.body ?? []) {
    count += chunk.byteLength;
    if (count > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws ProblemError `malformed` when it is not UTF-8 */
export function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new ProblemError('malformed', 'not UTF-8');
  return body.toString();
}
