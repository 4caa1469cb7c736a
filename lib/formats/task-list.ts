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

export type TaskList =
  | { ok: true; addresses: string[]; repeated: number }
  | { ok: false; fault: TaskListFault };

const refused = (fault: TaskListFault): TaskList => ({ ok: false, fault });

/** What a column or field with addresses is called, the likeliest first. */
const names = ['address', 'url', 'link', 'page', 'href', 'uri'];

const isAddress = (cell: string): boolean => /^https?:\/\/\S+$/i.test(cell.trim());

/**
 * The addresses of a file: CSV (RFC 4180, its delimiter as found), JSON Lines of strings or objects, or plain lines. In a table the column
 * counts whose name says it, else the first whose cells are web addresses. An address that stands twice counts once.
 */
export function readTaskList(bytes: Uint8Array): TaskList {
  if (bytes.length > mostListBytes) return refused({ code: 'too-large' });
  const text = decoded(bytes);
  if (text === undefined) return refused({ code: 'encoding' });
  const found = /^\s*["{]/.test(text) && !/^\s*"[^"\n]*"\s*[,;\t]/.test(text) ? ofLines(text) : ofTable(text);
  if (!Array.isArray(found)) return refused(found);
  const addresses = [...new Set(found)];
  if (addresses.length === 0) return refused({ code: 'no-addresses' });
  if (addresses.length > mostListed) return refused({ code: 'too-many', count: addresses.length });
  return { ok: true, addresses, repeated: found.length - addresses.length };
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

function ofLines(text: string): string[] | TaskListFault {
  const found: string[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    const address = typeof value === 'string' ? value : addressIn(value);
    if (address === undefined) return { code: 'broken', line: index + 1 };
    found.push(address.trim());
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

function addressIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map(Object.entries(value).map(([name, cell]) => [name.toLowerCase(), cell]));
  const named = names.map((name) => fields.get(name)).find((cell) => typeof cell === 'string');
  return named ?? [...fields.values()].find((cell) => typeof cell === 'string' && isAddress(cell));
}

function ofTable(text: string): string[] | TaskListFault {
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
  const named = hasHead ? names.map((name) => called.indexOf(name)).find((at) => at >= 0) : undefined;
  const column = named ?? (body[0] ?? []).findIndex(isAddress);
  if (column < 0) return { code: 'no-addresses' };
  return body.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
}
