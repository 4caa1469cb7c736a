import * as v from 'valibot';

/** The deepest nesting that any message of the protocol needs, with room to spare. */
const maxDepth = 16;

const [quote, minus, zero, nine, colon] = [0x22, 0x2d, 0x30, 0x39, 0x3a];
const [bracket, endBracket, brace, endBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Keys of one object. Most have few, which a list finds sooner. */
class Keys {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  /** @returns whether it was not there */
  add(key: string): boolean {
    if (this.#many?.has(key) ?? this.#few.includes(key)) return false;
    if (this.#few.length < 16) this.#few.push(key);
    else {
      this.#many ??= new Set(this.#few);
      this.#many.add(key);
    }
    return true;
  }
}

/**
 * Why JSON text is refused before anything is built from it: nested too deep, a key twice in one object (RFC 8259 leaves
 * its meaning open, so two readers could see two labels), NUL or a lone surrogate, a number that JSON readers round.
 * One pass, no recursion, and no further than the first string that is not JSON; all else that is not JSON is left to
 * the parser.
 */
export function jsonFault(text: string): string | undefined {
  if (!text.isWellFormed()) return 'lone surrogate';
  if (text.includes('\0')) return 'NUL';
  const keys: (Keys | undefined)[] = [];
  /** The next backslash, where one was looked for. */
  let escapeAt = -1;
  let i = 0;
  while (i < text.length) {
    const char = text.charCodeAt(i);
    if (char === quote) {
      if (escapeAt < i) escapeAt = placeOf('\\', text, i);
      const plainEnd = placeOf('"', text, i + 1) + 1;
      const escaped = escapeAt < plainEnd;
      const end = escaped ? endOfString(text, i) : Math.min(plainEnd, text.length);
      const after = afterBlanks(text, end);
      const open = text.charCodeAt(after) === colon ? keys[keys.length - 1] : undefined;
      // What is written without escapes is as sound as the whole text.
      let content = text.slice(i + 1, end - 1);
      if (escaped) {
        const meant = meaningOf(text.slice(i, end));
        if (meant === undefined) return 'not JSON';
        if (meant.includes('\0')) return 'NUL';
        if (!meant.isWellFormed()) return 'lone surrogate';
        content = meant;
      }
      if (open?.add(content) === false) return said(`key twice: ${content}`);
      i = after;
    } else if (char === brace || char === bracket) {
      if (keys.push(char === brace ? new Keys() : undefined) > maxDepth)
        return `nested deeper than ${maxDepth}`;
      i++;
    } else if (char === endBrace || char === endBracket) {
      keys.pop();
      i++;
    } else if (char === minus || (char >= zero && char <= nine)) {
      const end = endOfNumber(text, i);
      // The longest number that JSON.stringify writes has 24 characters.
      const value = end - i > 25 ? Number.NaN : Number(text.slice(i, end));
      if (!Number.isFinite(value)) return 'number out of range';
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'number out of range';
      i = end;
    } else i++;
  }
  return undefined;
}

/** What a string literal says; undefined when it is not JSON. */
function meaningOf(literal: string): string | undefined {
  try {
    return String(JSON.parse(literal));
  } catch {
    return undefined;
  }
}

/** Where it is next; the end when it is nowhere. */
function placeOf(what: string, text: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found;
}

function afterBlanks(text: string, start: number): number {
  let i = start;
  for (let char = text.charCodeAt(i); char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09; )
    char = text.charCodeAt(++i);
  return i;
}

/** The place behind the closing quote of the string that starts here. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, text.length);
}

function endOfNumber(text: string, start: number): number {
  let i = start + 1;
  while (isOfNumber(text.charCodeAt(i))) i++;
  return i;
}

/** Whether a number goes on with this character: digits, point, sign, exponent. */
const isOfNumber = (char: number): boolean =>
  (char >= zero && char <= nine) ||
  char === minus ||
  char === 0x2b ||
  char === 0x2e ||
  (char | 0x20) === 0x65;

/** A fault quotes what was sent; no more of it than a person reads, and nothing that a reader of JSON refuses. */
const said = (detail: string) => detail.slice(0, 300).replaceAll('\0', '').toWellFormed();

export type Parsed<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Reads a value of this schema; says which field is wrong otherwise. Never throws. */
export function parseValue<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  return { ok: false, detail: said(where === null ? issue.message : `${where}: ${issue.message}`) };
}

/** Reads JSON text, as whatever it says. Never throws. */
export function readJson(text: string): Parsed<unknown> {
  const fault = jsonFault(text);
  if (fault !== undefined) return { ok: false, detail: fault };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, detail: 'not JSON' };
  }
}

/** Reads JSON text as a value of this schema: the door of every body, file and answer. Never throws. */
export function parseJson<const S extends v.GenericSchema>(
  schema: S,
  text: string,
): Parsed<v.InferOutput<S>> {
  const read = readJson(text);
  return read.ok ? parseValue(schema, read.value) : read;
}
