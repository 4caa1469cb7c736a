import { expect, onTestFinished, test } from 'vitest';
import { createStandings } from '../../../../components/overlay/chips/standings.ts';
import { mostUnits, mostUnitText } from '../../../../lib/messages.ts';
import type { ElementView } from '../../../../lib/view/offer.ts';

const gathered = () => new Promise((resolve) => setTimeout(resolve, 60));

function standings(answer: (unit: string) => ElementView | null) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const asked: (readonly string[])[] = [];
  const will = { fail: false };
  let told = 0;
  const ask = async (units: readonly string[]) => {
    asked.push(units);
    if (will.fail) throw new Error('Extension context invalidated.');
    return units.map(answer);
  };
  const { of } = createStandings(
    ask,
    (unit, { unitKey }) => ({ unit, unitKey }),
    () => {
      told += 1;
    },
    end.signal,
  );
  return { of, asked, will, told: () => told };
}

const open = (unit: string): ElementView => ({ unitKey: `key of ${unit}`, own: null });

test('what comes into sight together is asked for together, once, and kept by its name', async () => {
  const { of, asked, told } = standings((unit) => (unit === 'b' ? null : open(unit)));
  expect(['a', 'b', 'a'].map(of)).toEqual([undefined, undefined, undefined]);
  await gathered();
  expect(asked).toEqual([['a', 'b']]);
  expect(told()).toBe(1);
  expect(of('a')).toEqual({ unit: 'a', unitKey: 'key of a' });
  expect(of('a')).toBe(of('a'));
  expect(of('b')).toBeNull();
  expect(of('c')).toBeUndefined();
  await gathered();
  expect(asked).toEqual([['a', 'b'], ['c']]);
});

test('no call carries more than it may', async () => {
  const { of, asked } = standings(open);
  const many = Array.from({ length: 150 }, (_, index) => `u${index}`);
  const long = Array.from({ length: 12 }, (_, index) => `${index}`.padEnd(20_000, 'x'));
  for (const unit of [...many, ...long]) of(unit);
  for (let times = 0; times < 8; times += 1) await gathered();
  expect(asked.flat().map((unit) => unit.slice(0, 4))).toEqual(
    [...many, ...long].map((unit) => unit.slice(0, 4)),
  );
  for (const units of asked) {
    expect(units.length).toBeLessThanOrEqual(mostUnits);
    expect(units.join('').length).toBeLessThanOrEqual(mostUnitText);
  }
});

test('without an answer nothing is known, and it is asked for again', async () => {
  const { of, asked, will } = standings(open);
  will.fail = true;
  of('a');
  await gathered();
  will.fail = false;
  expect(of('a')).toBeUndefined();
  await gathered();
  expect(of('a')).toEqual({ unit: 'a', unitKey: 'key of a' });
  expect(asked).toHaveLength(2);
});
