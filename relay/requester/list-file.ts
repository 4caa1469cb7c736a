import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { noPageIn, pagesOf } from '../../lib/authoring/check-place.ts';
import { readTaskList, type TaskListFault } from '../../lib/formats/task-list.ts';
import { readTyped } from './read-text.ts';
import { Refusal } from './refusal.ts';

const shape = v.looseObject({ keepParameters: v.optional(v.array(v.string()), []) });

const reasonOf = (fault: TaskListFault): string => {
  switch (fault.code) {
    case 'encoding':
      return 'it is not UTF-8';
    case 'no-addresses':
      return 'no column, field or line of it holds web addresses';
    case 'broken':
      return `line ${fault.line} can not be read`;
    case 'too-many':
      return `it has ${fault.count} addresses, and a campaign takes 5000`;
    case 'too-large':
      return 'it is larger than 16 MB';
  }
};

async function readList(file: string) {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Refusal(`${file} can not be read.`, { cause });
  });
  const list = readTaskList(bytes);
  if (!list.ok) throw new Refusal(`${file}: ${reasonOf(list.fault)}.`);
  return list;
}

/**
 * A draft whose universe is the list in a file (CSV, JSON Lines or plain lines), each address as labelers meet under it, and
 * whose known answers are those that the file has.
 * @throws Refusal with what is wrong with the file
 */
export async function withList(terms: string, file: string): Promise<string> {
  const list = await readList(file);
  const draft = readTyped(shape, terms);
  const odd = noPageIn(list.addresses);
  if (odd !== undefined) throw new Refusal(`${file}: ${odd} is no address of a web page.`);
  const addresses = pagesOf(list.addresses, draft.keepParameters);
  const known = list.known.length === 0 ? {} : { known: list.known };
  return JSON.stringify({ ...draft, ...known, universe: { kind: 'list', addresses } });
}

/** A draft with the known answers of a file. @throws Refusal with what is wrong with the file */
export async function withGolds(terms: string, file: string): Promise<string> {
  const { known } = await readList(file);
  if (known.length === 0) throw new Refusal(`${file}: no column or field is called answer.`);
  return JSON.stringify({ ...readTyped(shape, terms), known });
}
