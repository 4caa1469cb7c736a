import fc from 'fast-check';
import { privateKeyToAccount, sign } from 'viem/accounts';
import { expect, test } from 'vitest';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { signerOf } from '../../lib/protocol/signed/recover.ts';
import { nativeCurve, plainCurve } from '../../relay/curve.ts';
import { loadKeccak } from '../../relay/keccak.ts';
import { receiptSigner } from '../../relay/receipt-signer.ts';
import { hex } from '../unit/protocol/parsed.ts';
import { hexOf } from '../unit/protocol/values.ts';

const keccak = await loadKeccak();
const native = nativeCurve();
const order = 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn;
const privateKeys = fc
  .bigInt({ min: 1n, max: order - 1n })
  .map((key) => hex(`0x${key.toString(16).padStart(64, '0')}`));

/** Where the package has a binary both are tested, and whatever the machine, the one that stands in for it. */
const curves = [
  ['plain', plainCurve] as const,
  ...(native === undefined ? [] : [['native', native] as const]),
];

test('there is a native curve on the systems that the package is built for', () => {
  const built = ['linux x64', 'darwin arm64', 'win32 x64'].includes(`${process.platform} ${process.arch}`);
  if (built) expect(native).toBeDefined();
});

test.each(curves)('the %s curve signs receipts byte for byte as viem does', async (_, curve) => {
  const property = fc.asyncProperty(privateKeys, hexOf(32), async (privateKey, hash) => {
    const address = lower(privateKeyToAccount(privateKey).address);
    const signature = await receiptSigner(curve, [privateKey]).sign(address, hash);
    expect(signature).toBe(await sign({ hash, privateKey, to: 'hex' }));
    expect(await signerOf(hash, signature, curve.recover, keccak)).toBe(address);
  });
  await fc.assert(property, { numRuns: 30 });
});

test.each(curves)(
  'the %s curve finds the same signer, or none, of whatever looks like a signature',
  async (_, curve) => {
    const s = fc.oneof(
      hexOf(32),
      fc
        .constantFrom(0n, 1n, order / 2n, order / 2n + 1n, order - 1n, order)
        .map((value) => hex(`0x${value.toString(16).padStart(64, '0')}`)),
    );
    const property = fc.asyncProperty(
      hexOf(32),
      s,
      s,
      fc.constantFrom('00', '1a', '1b', '1c', '1d'),
      async (hash, r, given, v) => {
        const signature = hex(`${r}${given.slice(2)}${v}`);
        expect(await signerOf(hash, signature, curve.recover, keccak)).toBe(await signerOf(hash, signature));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  },
);

test.each(curves)(
  'the %s curve takes neither the twin of a signature nor a recovery byte of 0 or 1',
  async (_, curve) => {
    const property = fc.asyncProperty(privateKeys, hexOf(32), async (privateKey, hash) => {
      const signature = await sign({ hash, privateKey, to: 'hex' });
      const isOdd = signature.endsWith('1c');
      const larger = order - BigInt(`0x${signature.slice(66, 130)}`);
      const twin = hex(
        `${signature.slice(0, 66)}${larger.toString(16).padStart(64, '0')}${isOdd ? '1b' : '1c'}`,
      );
      const zeroBased = hex(`${signature.slice(0, -2)}${isOdd ? '01' : '00'}`);
      expect(await signerOf(hash, twin, curve.recover, keccak)).toBeUndefined();
      expect(await signerOf(hash, zeroBased, curve.recover, keccak)).toBeUndefined();
    });
    await fc.assert(property, { numRuns: 20 });
  },
);
