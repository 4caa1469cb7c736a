import type { Handler } from 'hono';
import * as v from 'valibot';
import { bytes32 } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';
import { termsText } from '../../ingest/terms.ts';
import { ProblemError } from '../../problem-error.ts';
import { readFileText } from '../../settlement/files.ts';
import { cachedJson, forever } from '../cached.ts';

/** A public file by the hash of its bytes: of an epoch, or the terms of a campaign. */
export const getFile =
  (context: Context): Handler =>
  async (exchange) => {
    const hash = exchange.req.param('hash');
    const text = v.is(bytes32, hash)
      ? ((await readFileText(context.db, hash)) ?? (await termsText(context.db, hash)))
      : undefined;
    if (text === undefined) throw new ProblemError('not-found');
    return cachedJson(exchange, text, String(hash), forever);
  };
