import type { Handler } from 'hono';
import { formatOf } from '../../../lib/formats/formats.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { streams } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { bytesOf } from '../../export/bytes.ts';
import { checkpointsKeeper } from '../../export/checkpoints.ts';
import { currentMark, markText, readMark, withDataset } from '../../export/mark.ts';
import { exportText } from '../../export/stream.ts';
import { ProblemError } from '../../problem-error.ts';
import { ownCampaign } from '../session.ts';

/** A campaign as a file, for its requester. The entity tag is the mark that `at` takes. */
export const getExport = (context: Context): Handler => {
  const checkpoints = checkpointsKeeper();
  return async (exchange) => {
    const { campaign, terms_hash } = await ownCampaign(context, exchange);
    const query = parseValue(streams.export.query, exchange.req.query());
    if (!query.ok) throw new ProblemError('malformed', query.detail);
    const { format: name, since, at, from, cells } = query.value;
    const terms = await context.termsOf(context.db, campaign, terms_hash);
    if (terms === undefined) throw new ProblemError('unknown-terms');
    const now = await currentMark(context, campaign);
    const mark = await withDataset(context, campaign, at === undefined ? now : readMark(at, now));
    const format = formatOf(name, { campaign, terms }, cells);
    const wanted = [campaign, name, since, cells ?? '', markText(mark)].join(' ');
    const start = checkpoints.before(wanted, Number(from));
    const text = exportText(context, { campaign, mark, since: Number(since) }, format, start?.place);
    const begun = start?.byte ?? 0;
    const bytes = bytesOf(text, Number(from) - begun, ({ byte, place }) =>
      checkpoints.add(wanted, { byte: begun + byte, place }),
    );
    return exchange.body(bytes, 200, {
      'content-type': format.mediaType,
      'content-disposition': `attachment; filename="${campaign.slice(0, 10)}.${format.extension}"`,
      'cache-control': 'private, no-store',
      etag: `"${markText(mark)}"`,
    });
  };
};
