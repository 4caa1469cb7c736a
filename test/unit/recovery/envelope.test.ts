import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { openFile, sealFile } from '../../../lib/recovery/envelope.ts';
import { maxFile } from '../../../lib/recovery/size.ts';

const passphrase = 'four words and a horse';
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const text = JSON.stringify({ said: 'ünïcode 🐎', long: 'x'.repeat(100_000) });
const file = await sealFile(text, passphrase, random);

/** As somebody does who has a file, its passphrase, `docs/recovery.md`, and no Glosa. */
function openByHand(given: string, secret: string): string {
  const { sealed, sha256: _, ...header } = JSON.parse(given);
  const { iterations, salt } = header.kdf;
  const key = pbkdf2Sync(secret, Buffer.from(salt.slice(2), 'hex'), iterations, 32, 'sha256');
  const bytes = Buffer.from(sealed, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.cipher.iv.slice(2), 'hex'));
  cipher.setAAD(Buffer.from(canonicalText(header)));
  cipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString();
}

/** The file with other fields, and a checksum that fits them. */
async function forged(change: (fields: Record<string, unknown>) => object): Promise<string> {
  const { sha256: _, ...fields } = JSON.parse(file);
  const { sealed, ...head } = change(fields) as Record<string, unknown>;
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(canonicalText(head) + String(sealed)),
  );
  return JSON.stringify({ ...head, sealed, sha256: bytesToHex(new Uint8Array(digest)) });
}

const codeOf = (given: string, secret = passphrase) =>
  openFile(given, secret).then(
    () => 'opened',
    ({ code }: { code: string }) => code,
  );

describe('a recovery file', () => {
  it('opens with its passphrase, however its letters are composed, and with no other', async () => {
    expect(await openFile(file, passphrase)).toBe(text);
    expect(await codeOf(file, `${passphrase} `)).toBe('recovery-passphrase');
    expect(await codeOf(file, '')).toBe('recovery-passphrase');
    const accented = await sealFile('x', 'contrase\u00f1a larga', random);
    expect(await openFile(accented, 'contrasen\u0303a larga')).toBe('x');
  });

  it('opens without Glosa, by what its page says', () => {
    expect(openByHand(file, passphrase)).toBe(text);
  });

  it('says nothing of what it holds, and is never the same twice', async () => {
    expect(file).not.toContain('ünïcode');
    const again = await sealFile(text, passphrase, random);
    const [one, two] = [file, again].map((given) => JSON.parse(given));
    expect(one.kdf.salt).not.toBe(two.kdf.salt);
    expect(one.cipher.iv).not.toBe(two.cipher.iv);
    expect(one.kdf.iterations).toBeGreaterThanOrEqual(600_000);
  });

  it('any change of it is seen before the passphrase is tried', async () => {
    const property = fc.asyncProperty(
      fc.nat(file.length - 1),
      fc.constantFrom('A', '0', '"', '}', '\u0000', ''),
      async (place, char) => {
        const changed = file.slice(0, place) + char + file.slice(place + 1);
        if (changed === file) return;
        expect(['recovery-not-ours', 'recovery-damaged', 'recovery-newer']).toContain(await codeOf(changed));
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });

  it.each<[string, string]>([
    ['', 'recovery-not-ours'],
    ['{}', 'recovery-not-ours'],
    ['[]', 'recovery-not-ours'],
    ['{"version":1,"labels":[]}', 'recovery-not-ours'],
    ['{"glosa":"recovery","version":2,"what":{"is":"new"}}', 'recovery-newer'],
    ['{"glosa":"recovery","version":1}', 'recovery-damaged'],
    ['{"glosa":"recovery","glosa":"recovery","version":1}', 'recovery-not-ours'],
    ['['.repeat(100_000), 'recovery-not-ours'],
    ['x'.repeat(maxFile + 1), 'recovery-too-large'],
  ])('%.40s is refused as %s', async (given, code) => {
    expect(await codeOf(given)).toBe(code);
  });

  it('that asks for endless work, or for too little, or for another cipher, is refused', async () => {
    const kdf = JSON.parse(file).kdf;
    for (const change of [
      { kdf: { ...kdf, iterations: 1_000_000_000 } },
      { kdf: { ...kdf, iterations: 1 } },
      { kdf: { ...kdf, name: 'none' } },
      { cipher: { name: 'AES-128-CTR', iv: JSON.parse(file).cipher.iv } },
      { more: 1 },
    ])
      expect(await codeOf(await forged((fields) => ({ ...fields, ...change })))).toBe('recovery-damaged');
  });

  it('with another header or other bytes under a fitting checksum does not open', async () => {
    const salt = `0x${'00'.repeat(16)}`;
    const resalted = await forged(({ kdf, ...rest }) => ({ ...rest, kdf: { ...(kdf as object), salt } }));
    expect(await codeOf(resalted)).toBe('recovery-passphrase');
    expect(await codeOf(await forged((fields) => ({ ...fields, sealed: 'AAAA' })))).toBe(
      'recovery-passphrase',
    );
    expect(await codeOf(await forged((fields) => ({ ...fields, sealed: '%%' })))).toBe('recovery-damaged');
  });
});
