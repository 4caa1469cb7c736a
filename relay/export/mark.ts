import { sql } from 'kysely';
import { formatsVersion } from '../../lib/formats/formats.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { toDisk } from '../db/to-disk.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * The state of a campaign that an export shows: labels below a receipt number, and what active epochs up to one say of them.
 * Neither changes any more, so whoever asks again with the same mark gets the same bytes.
 */
export interface Mark {
  /** The last active epoch; 0 before the first. */
  epoch: number;
  /** Receipts below it are in: an ingest holds the campaign's row, so none of them is still to be committed. */
  number: number;
  /** The content hash of the campaign's dataset, where that is frozen by then. */
  dataset?: Hex;
}

/** How the campaign stands now, and on disk: files, cursors and counts go on from a mark, and a server that crashes keeps it. */
export async function currentMark({ db }: Context, campaign: Hex): Promise<Mark> {
  const { rows } = await sql<Mark>`select next_number number,
    (select coalesce(max(epoch), 0) from epochs where state = 'active') epoch
    from campaigns where campaign = ${campaign}`.execute(db);
  const [mark] = rows;
  if (mark === undefined) throw new ProblemError('unknown-campaign');
  await toDisk(db);
  return mark;
}

/** The mark with what the dataset is called, if an active epoch up to it has made the campaign final. */
export async function withDataset({ db }: Context, campaign: Hex, mark: Mark): Promise<Mark> {
  const found = await db
    .selectFrom('campaigns')
    .select('dataset')
    .where('campaign', '=', campaign)
    .where('final_epoch', '<=', mark.epoch)
    .executeTakeFirst();
  return found?.dataset == null ? mark : { ...mark, dataset: found.dataset };
}

/** A mark as people carry it about; it is good as long as the formats are of one version. */
export const markText = ({ epoch, number }: Mark): string => `${formatsVersion}.${epoch}.${number}`;

/**
 * @param now no mark can be beyond it
 * @throws ProblemError `malformed`
 */
export function readMark(text: string, now: Mark): Mark {
  const [version, epoch = 0, number = 0] = text.split('.').map(Number);
  if (version !== formatsVersion)
    throw new ProblemError('malformed', 'at: files are written in another way since: begin the export anew');
  if (epoch > now.epoch || number > now.number)
    throw new ProblemError('malformed', 'at: this relay has not come so far');
  return { epoch, number };
}
