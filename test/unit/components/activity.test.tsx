import { afterEach, expect, test, vi } from 'vitest';
import { createActivityMeter } from '../../../components/overlay/activity.ts';
import { timeSpent } from '../../../components/overlay/time-spent.ts';
import { hex32, offer } from './samples.ts';

const ends: AbortController[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end.abort();
  vi.restoreAllMocks();
});

function meter() {
  const end = new AbortController();
  ends.push(end);
  const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  let at = 0;
  const made = createActivityMeter(() => at, end.signal);
  return {
    made,
    pass(ms: number) {
      at += ms;
    },
    input: () => dispatchEvent(new Event('pointermove')),
    leave() {
      focus.mockReturnValue(false);
      dispatchEvent(new Event('blur'));
    },
    come() {
      focus.mockReturnValue(true);
      dispatchEvent(new Event('focus'));
    },
  };
}

test('counts from the start, and half a minute beyond the last input', () => {
  const { made, pass, input } = meter();
  pass(10_000);
  input();
  pass(5_000);
  expect(made.read()).toBe(15_000);
  pass(600_000);
  expect(made.read()).toBe(40_000);
  input();
  pass(1_000);
  expect(made.read()).toBe(41_000);
});

test('does not count while another window is in front', () => {
  const { made, pass, input, leave, come } = meter();
  pass(4_000);
  leave();
  pass(10_000);
  input();
  pass(10_000);
  expect(made.read()).toBe(4_000);
  come();
  pass(2_000);
  expect(made.read()).toBe(6_000);
});

test('the labels of a page share its time; one that is changed keeps its own', () => {
  const { made, pass } = meter();
  const spent = timeSpent(made);
  const [first, second] = [offer(), offer({ campaign: hex32('5') })];
  pass(5_000);
  expect(spent(first)).toBe(5_000);
  pass(3_000);
  expect(spent(second)).toBe(3_000);
  pass(1_000);
  expect(spent(first)).toBe(6_000);
});
