import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStep } from '../../../lib/funding/next-step.ts';
import { hexOf } from '../queue/sample.ts';

const [terms, before] = [hexOf(1, 32), hexOf(2, 32)];

/** What a chain and a relay do when a step is taken. */
interface World {
  state: 'none' | 'active';
  deposited: bigint;
  termsHash: `0x${string}`;
  allowance: bigint;
  listed: `0x${string}` | null;
}

const world: fc.Arbitrary<World> = fc.record({
  state: fc.constantFrom('none', 'active'),
  deposited: fc.bigInt({ min: 0n, max: 200n }),
  termsHash: fc.constantFrom(terms, before),
  allowance: fc.bigInt({ min: 0n, max: 200n }),
  listed: fc.constantFrom(null, terms, before),
});

function take(at: World, deposit: bigint): World | undefined {
  const next = nextStep(
    { deposit: String(deposit), listed: at.listed, termsHash: terms, refund: true },
    { ...at, remaining: at.deposited },
    at.allowance,
  );
  switch (next.step) {
    case 'approve':
      return { ...at, allowance: next.amount };
    case 'open':
      expect(at.state).toBe('none');
      return {
        ...at,
        state: 'active',
        deposited: next.amount,
        termsHash: terms,
        allowance: at.allowance - next.amount,
      };
    case 'topUp':
      return { ...at, deposited: at.deposited + next.amount, allowance: at.allowance - next.amount };
    case 'amend':
      return { ...at, termsHash: terms };
    case 'list':
      return { ...at, listed: terms };
    default:
      return undefined;
  }
}

test('from wherever chain and relay stand, a few steps bring them to what is wanted, and then nothing is asked for', () => {
  fc.assert(
    fc.property(world, fc.bigInt({ min: 1n, max: 200n }), (from, deposit) => {
      let at = { ...from, deposited: from.state === 'none' ? 0n : from.deposited };
      const had = at.deposited;
      for (let steps = 0; ; steps += 1) {
        expect(steps).toBeLessThan(6);
        expect(at.allowance).toBeGreaterThanOrEqual(0n);
        const next = take(at, deposit);
        if (next === undefined) break;
        at = next;
      }
      expect(at).toMatchObject({ state: 'active', termsHash: terms, listed: terms });
      expect([deposit, had]).toContain(at.deposited);
      expect(at.deposited).toBeGreaterThanOrEqual(deposit);
    }),
  );
});

test.each(['final', 'redeeming', 'refunded'] as const)(
  'nothing is added to a campaign that is %s',
  (state) => {
    const fund = { state, deposited: 5n, remaining: 0n, termsHash: before };
    const wanted = { deposit: '9', listed: null, termsHash: terms, refund: true };
    expect(nextStep(wanted, fund, 9n)).toEqual({ step: 'over' });
  },
);

test('what is left comes back from a final campaign, when its requester wants it', () => {
  const fund = { state: 'final', deposited: 5n, remaining: 3n, termsHash: terms } as const;
  const wanted = { deposit: '5', listed: terms, termsHash: terms };
  expect(nextStep({ ...wanted, refund: true }, fund, 0n)).toEqual({ step: 'refund', amount: 3n });
  expect(nextStep({ ...wanted, refund: false }, fund, 0n)).toEqual({ step: 'over' });
});
