import { expect, test } from 'vitest';
import { doors, withoutSample } from './doors.ts';
import { callsWithoutSample } from './message-door.ts';
import { fuzz } from './run.ts';

/** Of each parser; `npm run bench -- fuzz` gives it 100,000. */
const inputs = 2000;

test('every route and every call is among the parsers', () => {
  expect([...withoutSample, ...callsWithoutSample]).toEqual([]);
});

test.each(doors)('$name: refuses or takes, and never throws', async (door) => {
  const { fault, thrown, refused, accepted } = await fuzz(door, inputs, 20_261_127);
  expect(fault).toBeNull();
  expect({ thrown, all: refused + accepted }).toEqual({ thrown: 0, all: inputs });
  // A parser that says the same to everything would pass as well.
  expect([refused > 0, accepted > 0]).toEqual([true, true]);
});
