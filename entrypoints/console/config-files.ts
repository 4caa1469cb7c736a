import { giveFile } from '../../components/parts/give-file.ts';
import type { ReadConfig } from '../../lib/formats/label-studio/read-config.ts';
import type { Question } from '../../lib/protocol/question/question.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

/** More than any config that is read; what is longer is refused for it. */
const most = 4_100_000;

/** The reader comes with a parser of XML, and only when a file was chosen. */
export async function readConfig(file: Blob): Promise<ReadConfig> {
  const { readConfig: read } = await import('../../lib/formats/label-studio/read-config.ts');
  return read(await file.slice(0, most).text());
}

/** Writes what is asked as a file. @returns why it can not; nothing when it is written */
export async function saveConfig(
  questions: readonly Question[],
  unit: Terms['targets']['unit'],
): Promise<readonly string[]> {
  const { writeConfig } = await import('../../lib/formats/label-studio/write-config.ts');
  const written = writeConfig({ questions, targets: { unit } });
  if (!written.ok) return written.refused;
  giveFile('label-studio-config.xml', new Blob([written.text], { type: 'application/xml' }));
  return [];
}
