import { giveFile } from '../../components/parts/give-file.ts';
import type { Loss } from '../../lib/formats/losses.ts';
import type { PrivateFormat } from '../../lib/formats/private.ts';
import { CallFailed, mostSetText, type WholeSet } from '../../lib/messages.ts';

const nameOf = (campaign: string): string => `glosa-${campaign.slice(2, 10)}`;

/** Writes a private question set as a file, here and now. @returns what the format has no place for */
export async function saveSet(
  { campaign, terms, labels }: WholeSet,
  format: PrivateFormat,
): Promise<readonly Loss[]> {
  const { privateFormatOf } = await import('../../lib/formats/private.ts');
  const { privateLosses } = await import('../../lib/formats/losses.ts');
  const { extension, mediaType, head, row, tail } = privateFormatOf(format, { campaign, terms });
  const rows = labels.map((label, at) => row(label, at === 0));
  giveFile(`${nameOf(campaign)}.${extension}`, new Blob([head, ...rows, tail], { type: mediaType }));
  return privateLosses[format];
}

export const saveLosses = (campaign: string, format: PrivateFormat, losses: readonly Loss[]): void =>
  giveFile(
    `${nameOf(campaign)}.${format}.losses.json`,
    new Blob([JSON.stringify({ campaign, format, losses }, null, 2)], { type: 'application/json' }),
  );

/** The text of a question set's file. @throws CallFailed `set-too-large` */
export async function readSet(file: Blob): Promise<string> {
  if (file.size > mostSetText) throw new CallFailed({ code: 'set-too-large', detail: null, retry: false });
  return file.text();
}
