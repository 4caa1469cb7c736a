import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('nothing given means: bring everything up and leave it up', () => {
  expect(readOptions([])).toEqual({
    help: false,
    once: false,
    reset: false,
    report: undefined,
    data: undefined,
    browser: 'chromium',
    crowd: 0,
  });
});

test('a trip with a report on given data', () => {
  expect(readOptions(['--once', '--report', 'r.json', '--data=there'])).toMatchObject({
    once: true,
    report: 'r.json',
    data: 'there',
  });
});

test.each([
  [['--onec'], "Unknown option '--onec'. See npm start -- --help."],
  [['now'], "Unexpected argument 'now'. See npm start -- --help."],
  [['--report'], "Option '--report <value>' argument missing. See npm start -- --help."],
  [['--once', '--report='], '--report is empty. See npm start -- --help.'],
  [['--report', 'r.json'], '--report needs --once. See npm start -- --help.'],
  [
    ['--once', '--reset'],
    '--reset with --once needs --data, it has new data anyway. See npm start -- --help.',
  ],
  [['--crowd', '2'], '--crowd 2: a number of 3 to 50. See npm start -- --help.'],
  [
    ['--once', '--crowd', '3'],
    '--crowd is for a person; --once makes the trip alone. See npm start -- --help.',
  ],
  [['--browser', 'lynx'], '--browser lynx: chromium or firefox. See npm start -- --help.'],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'StandError', message }));
});
