import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { losses } from '../../lib/formats/losses.ts';
import { type ExportFormat, exportFormats } from '../../lib/protocol/api/export.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Asked } from './asked.ts';
import { download } from './download.ts';
import { signedIn } from './own-campaign.ts';
import { UsageError } from './refusal.ts';

const extensions: Record<ExportFormat, string> = {
  jsonl: 'labels.jsonl',
  'truth-jsonl': 'truth.jsonl',
  csv: 'labels.csv',
  'truth-csv': 'truth.csv',
  'csv-side-car': 'labels.side-car.jsonl',
  'label-studio': 'label-studio.json',
  'web-annotation': 'annotations.jsonld',
};

/** `campaign export FILE`: the file, and beside it what its format has no place for, with a report. */
export async function exportCampaign(asked: Asked): Promise<void> {
  const { values, terminal, sleep } = asked;
  const format = values.format ?? 'jsonl';
  if (!v.is(v.picklist(exportFormats), format))
    throw new UsageError(`--format: ${format} is none of ${exportFormats.join(', ')}.`);
  if (values.since !== undefined && !/^\d{1,9}$/.test(values.since))
    throw new UsageError('--since: an epoch is a number.');
  const { campaign, relay, token } = await signedIn(asked);
  const out = values.out ?? `${campaign.slice(0, 10)}.${extensions[format]}`;
  const since: Record<string, string> = values.since === undefined ? {} : { since: values.since };
  const given = { sleep, say: terminal.err, progress: meter(terminal.status, asked) };
  const query = { format, ...since, ...(values.safe ? { cells: 'safe' } : {}) };
  const at = await download({ relay, token, campaign, query }, out, given);
  const lost = losses[format];
  if (lost.length > 0) {
    await writeFile(`${out}.losses.json`, `${JSON.stringify(reportOf(campaign, format, at), null, 2)}\n`);
    terminal.err(
      `${format} has no place for some fields: ${out}.losses.json says which, and where they are.`,
    );
  }
  if (lost.some(({ kept }) => kept === 'csv-side-car'))
    await download(
      { relay, token, campaign, query: { format: 'csv-side-car', ...since }, at },
      `${out}.side-car.jsonl`,
      given,
    );
  terminal.out(out);
}

const reportOf = (campaign: Hex, format: ExportFormat, at: string) => ({
  campaign,
  format,
  at,
  losses: losses[format],
});

const megabyte = 1_000_000;

/** How far and how fast, for whoever watches. */
function meter(status: (text: string) => void, { now }: Asked) {
  const begun = now();
  return (bytes: number, before: number) => {
    const seconds = Math.max(now() - begun, 1);
    const rate = ((bytes - before) / megabyte / seconds).toFixed(1);
    status(`${(bytes / megabyte).toFixed(1)} MB, ${rate} MB/s`);
  };
}
