import * as v from 'valibot';
import { parseJson, parseValue } from '../protocol/api/json.ts';
import { bytesToHex, hexToBytes } from '../protocol/ledger/bytes.ts';
import { bytes12, bytes16, bytes32, type Hex } from '../protocol/scalar/hex.ts';
import { integer } from '../protocol/scalar/integer.ts';
import { canonicalText } from '../protocol/signed/canonical.ts';
import { Expected } from '../storage/expected.ts';
import { base64Of, bytesOf } from './base64.ts';
import { maxFile } from './size.ts';

/** What OWASP asks of PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
const iterations = 600_000;

const header = v.strictObject({
  glosa: v.literal('recovery'),
  version: v.literal(1),
  /** A file that asks for more work than we ever did is not worth a stopped background. */
  kdf: v.strictObject({
    name: v.literal('PBKDF2-SHA-256'),
    iterations: integer(iterations, 10 * iterations),
    salt: bytes16,
  }),
  cipher: v.strictObject({ name: v.literal('AES-256-GCM'), iv: bytes12 }),
});
type Header = v.InferOutput<typeof header>;

const file = v.strictObject({ ...header.entries, sealed: v.string(), sha256: bytes32 });
/** What every version of the file has. */
const named = v.looseObject({ glosa: v.literal('recovery'), version: integer(1, 1_000_000) });

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Over all that stands in the file beside it: so a damaged file is told from a wrong passphrase. */
const checksum = async (head: Header, sealed: string): Promise<Hex> =>
  bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encode(canonicalText(head) + sealed))));

/** The key under this passphrase (RFC 8018, section 5.2), in one spelling of its letters (RFC 8265, section 4.2). */
async function keyFor(passphrase: string, { kdf }: Header): Promise<CryptoKey> {
  const secret = encode(passphrase.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  const salt = new Uint8Array(hexToBytes(kdf.salt));
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: kdf.iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const gcm = (head: Header) => ({
  name: 'AES-GCM',
  iv: new Uint8Array(hexToBytes(head.cipher.iv)),
  additionalData: encode(canonicalText(head)),
});

/**
 * A recovery file: text sealed with AES-256-GCM under a key of the passphrase (`docs/recovery.md`).
 *
 * @param random this many random bytes
 */
export async function sealFile(
  text: string,
  passphrase: string,
  random: (bytes: number) => Uint8Array,
): Promise<string> {
  const head: Header = {
    glosa: 'recovery',
    version: 1,
    kdf: { name: 'PBKDF2-SHA-256', iterations, salt: bytesToHex(random(16)) },
    cipher: { name: 'AES-256-GCM', iv: bytesToHex(random(12)) },
  };
  const key = await keyFor(passphrase, head);
  const sealed = base64Of(new Uint8Array(await crypto.subtle.encrypt(gcm(head), key, encode(text))));
  return JSON.stringify({ ...head, sealed, sha256: await checksum(head, sealed) });
}

/**
 * The text in a recovery file.
 *
 * @throws Expected `recovery-too-large`, `recovery-not-ours`, `recovery-newer`, `recovery-damaged`, `recovery-passphrase`
 */
export async function openFile(text: string, passphrase: string): Promise<string> {
  if (text.length > maxFile) throw new Expected('recovery-too-large', false);
  const mark = parseJson(named, text);
  if (!mark.ok) throw new Expected('recovery-not-ours', false);
  if (mark.value.version > 1) throw new Expected('recovery-newer', false);
  const read = parseValue(file, mark.value);
  if (!read.ok) throw new Expected('recovery-damaged', false, read.detail);
  const { sealed, sha256, ...head } = read.value;
  if ((await checksum(head, sealed)) !== sha256) throw new Expected('recovery-damaged', false, 'sha256');
  const bytes = decoded(sealed);
  try {
    const key = await keyFor(passphrase, head);
    const plain = await crypto.subtle.decrypt(gcm(head), key, bytes);
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new Expected('recovery-passphrase', true);
  }
}

function decoded(sealed: string): Uint8Array<ArrayBuffer> {
  try {
    return bytesOf(sealed);
  } catch {
    throw new Expected('recovery-damaged', false, 'sealed');
  }
}
