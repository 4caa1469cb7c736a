import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signerOf } from '../../../lib/protocol/signed/recover.ts';
import batches from '../../vectors/batch.json' with { type: 'json' };
import { hex } from './parsed.ts';
import { hexOf } from './values.ts';

const [given] = batches.cases;
const digest = hex(given?.digest ?? '');
const signature = hex(given?.signature ?? '');
const order = 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn;

test('a signature has one form: its malleable twin is by nobody', async () => {
  const s = BigInt(`0x${signature.slice(66, 130)}`);
  const other = signature.endsWith('1b') ? '1c' : '1b';
  const twin = hex(`${signature.slice(0, 66)}${(order - s).toString(16).padStart(64, '0')}${other}`);
  expect(await signerOf(digest, signature)).toBe(given?.signer);
  expect(await signerOf(digest, twin)).toBeUndefined();
  const zeroBased = hex(`${signature.slice(0, -2)}${other === '1c' ? '00' : '01'}`);
  expect(await signerOf(digest, zeroBased)).toBeUndefined();
});

test('what is no signature is by nobody, and nothing throws', async () => {
  const zero = '0'.repeat(64);
  for (const odd of [
    '0x',
    '0x1b',
    `0x${zero}${zero}1b`,
    `0x${'f'.repeat(128)}1c`,
    `${signature}1b`,
    signature.slice(0, -2),
  ])
    expect(await signerOf(digest, hex(odd))).toBeUndefined();
  const property = fc.asyncProperty(hexOf(32), hexOf(64), async (hash, rs) => {
    const by = await signerOf(hash, hex(`${rs}1b`));
    expect(by === undefined || /^0x[0-9a-f]{40}$/.test(by)).toBe(true);
    expect(by).not.toBe(given?.signer);
  });
  await fc.assert(property, { numRuns: 40 });
});
