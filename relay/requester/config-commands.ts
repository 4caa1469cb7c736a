import * as v from 'valibot';
import { readConfig } from '../../lib/formats/label-studio/read-config.ts';
import { writeConfig } from '../../lib/formats/label-studio/write-config.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { terms } from '../../lib/protocol/terms/terms.ts';
import type { Asked } from './asked.ts';
import { readText } from './read-text.ts';
import { Refusal, UsageError } from './refusal.ts';

/** `config import FILE.xml`: questions to put into terms. */
export async function importConfig({ positionals, terminal }: Asked): Promise<void> {
  const read = readConfig(await textOf(positionals[0]));
  if (!read.ok) throw new Refusal(`The config can not be taken over:\n${read.refused.join('\n')}`);
  for (const looks of read.dropped)
    terminal.err(`left out, since it only says how something looks: ${looks}`);
  terminal.out(JSON.stringify(read.questions, null, 2));
}

/** Of terms that are not finished, what a config is made from. */
const asked = v.object({
  questions: terms.pipe[0].entries.questions,
  targets: terms.pipe[0].entries.targets,
});

/** `config export FILE`. */
export async function exportConfig({ positionals, terminal }: Asked): Promise<void> {
  const read = parseJson(asked, await textOf(positionals[0]));
  if (!read.ok) throw new Refusal(`The terms are not right: ${read.detail}.`);
  const written = writeConfig(read.value);
  if (!written.ok)
    throw new Refusal(`There is no config for these questions:\n${written.refused.join('\n')}`);
  terminal.out(written.text.trimEnd());
}

async function textOf(file: string | undefined): Promise<string> {
  if (file === undefined) throw new UsageError('Say which file.');
  return readText(file);
}
