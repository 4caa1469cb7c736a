import { bytesToHex } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import { plainKeccak } from './keccak.ts';

const encoder = new TextEncoder();
/** Text that JSON writes as it is; and JSON of which all text is so. */
const isPlain = /^[ !#-[\]-~]*$/;
const isPlainJson = /^[ -[\]-~]*$/;

/**
 * The RFC 8785 (JCS) text of a JSON value; fields that are undefined are left out. Throws on what is not JSON: a number
 * that is not finite, a lone surrogate, a bigint, a cycle.
 */
export function canonicalText(value: unknown): string {
  // What has its keys in order `JSON.stringify` writes as RFC 8785 wants it, several times as fast.
  const text = isInOrder(value) ? JSON.stringify(value) : undefined;
  return text !== undefined && isPlainJson.test(text) ? text : textOf(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) throw new TypeError('not a JSON value');
  let text = '';
  // Without a comparison, sort compares UTF-16 units, as RFC 8785 section 3.2.3 wants.
  for (const name of Object.keys(value).sort()) {
    const field = value[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${stringText(name)}:${canonicalText(field)}`;
  }
  return `{${text}}`;
}

/** Whether it is a JSON value, if all its text is plain, whose objects have ascending keys; of anything doubtful it says no. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  if (!isObject(value) || 'toJSON' in value) return false;
  let before = '';
  for (const name in value) {
    const field = value[name];
    if (name < before || (field !== undefined && !isInOrder(field))) return false;
    before = name;
  }
  return true;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object';

function stringText(value: string): string {
  if (isPlain.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError('lone surrogate');
  return JSON.stringify(value);
}

/** keccak256 of the UTF-8 bytes of the RFC 8785 text. */
export const digestJson = (value: unknown, keccak: Keccak): Uint8Array =>
  keccak(encoder.encode(canonicalText(value)));

export const hashJson = (value: unknown, keccak: Keccak = plainKeccak): Hex =>
  bytesToHex(digestJson(value, keccak));
