import Papa from 'papaparse';
import { mostListed } from '../protocol/terms/terms.ts';

/** Bytes of a file that are read. */
export const mostListBytes = 16_000_000;

export type TaskListFault =
  /** The bytes are no UTF-8 and no marked UTF-16 (WHATWG Encoding). */
  | { code: 'encoding' }
  /** No column, field or line holds web addresses. */
  | { code: 'no-addresses' }
  /** The file breaks its own format; `line` counts from 1. */
  | { code: 'broken'; line: number }
  | { code: 'too-many'; count: number }
  | { code: 'too-large' };

/** A page of the list, with its answer where the file has one. */
export interface Row {
  address: string;
  answer: string;
}

export type TaskList =
  /** `known` are the rows that have an answer. */
  { ok: true; addresses: string[]; repeated: number; known: Row[] } | { ok: false; fault: TaskListFault };

const refused = (fault: TaskListFault): TaskList => ({ ok: false, fault });

/** What a column or field with addresses is called, the likeliest first. */
const names = ['address', 'url', 'link', 'page', 'href', 'uri'];

/** And one with answers that the requester knows. */
const answerNames = ['answer', 'gold', 'truth'];

const isAddress = (cell: string): boolean => /^https?:\/\/\S+$/i.test(cell.trim());

/**
 * The addresses of a file: CSV (RFC 4180, its delimiter as found), JSON Lines of strings or objects, or plain lines. In a table the column
 * counts whose name says it, else the first whose cells are web addresses. An address that stands twice counts once. Answers come from a
 * column or field that is called `answer`, `gold` or `truth`.
 */
export function readTaskList(bytes: Uint8Array): TaskList {
  if (bytes.length > mostListBytes) return refused({ code: 'too-large' });
  const text = decoded(bytes);
  if (text === undefined) return refused({ code: 'encoding' });
  const found = /^\s*["{]/.test(text) && !/^\s*"[^"\n]*"\s*[,;\t]/.test(text) ? ofLines(text) : ofTable(text);
  if (!Array.isArray(found)) return refused(found);
  const addresses = [...new Set(found.map(({ address }) => address))];
  if (addresses.length === 0) return refused({ code: 'no-addresses' });
  if (addresses.length > mostListed) return refused({ code: 'too-many', count: addresses.length });
  const known = found.filter(({ answer }) => answer !== '');
  return { ok: true, addresses, repeated: found.length - addresses.length, known };
}

/** A guessed encoding would change addresses without a word, so other bytes are refused. */
function decoded(bytes: Uint8Array): string | undefined {
  const mark = `${bytes[0]} ${bytes[1]}`;
  const encoding = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function ofLines(text: string): Row[] | TaskListFault {
  const found: Row[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    const row = typeof value === 'string' ? { address: value, answer: '' } : rowIn(value);
    if (row === undefined) return { code: 'broken', line: index + 1 };
    found.push({ address: row.address.trim(), answer: row.answer.trim() });
  }
  return found;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function rowIn(value: unknown): Row | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map(Object.entries(value).map(([name, cell]) => [name.toLowerCase(), cell]));
  const called = (list: readonly string[]) =>
    list.map((name) => fields.get(name)).find((cell) => typeof cell === 'string');
  const address =
    called(names) ?? [...fields.values()].find((cell) => typeof cell === 'string' && isAddress(cell));
  return address === undefined ? undefined : { address, answer: called(answerNames) ?? '' };
}

function ofTable(text: string): Row[] | TaskListFault {
  const { data, errors } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) return { code: 'broken', line: (broken.row ?? 0) + 1 };
  const [head = [], ...rows] = data;
  const hasHead = !head.some(isAddress);
  const body = hasHead ? rows : data;
  const called = head.map((cell) => cell.trim().toLowerCase());
  const columnOf = (list: readonly string[]) =>
    hasHead ? list.map((name) => called.indexOf(name)).find((at) => at >= 0) : undefined;
  const column = columnOf(names) ?? (body[0] ?? []).findIndex(isAddress);
  if (column < 0) return { code: 'no-addresses' };
  const answers = columnOf(answerNames) ?? -1;
  const cell = (row: readonly string[], at: number) => row[at]?.trim() ?? '';
  return body
    .map((row) => ({ address: cell(row, column), answer: cell(row, answers) }))
    .filter(({ address }) => address !== '');
}
