import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pressOf } from '../../../components/overlay/press.ts';
import { keyName } from '../../../components/parts/key-name.ts';
import { answerByKey } from '../../../components/question/answer-by-key.ts';
import { answerKeys } from '../../../components/question/answer-keys.ts';
import { classEntries } from '../../../components/question/span-entries.ts';
import type { SpanQuestion } from '../../../lib/protocol/question/span.ts';
import {
  type Action,
  actions,
  firstKeyMap,
  isWholeKeyMap,
  keyFault,
  pressName,
} from '../../../lib/view/key-map.ts';
import { sampleQuestions } from '../../stand/sample-terms.ts';
import { moods } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;
const press = (key: string, shiftKey: boolean) => ({ key, shiftKey }) as KeyboardEvent;

const many = Array.from({ length: 40 }, (_, at) => ({ id: `o${at}`, label: `Option ${at}` }));
const clauses: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which?',
  classes: [...'0123456789abcdefghijklmnopqrstuvwxyz'].map((key) => ({ id: `c${key}`, label: key, key })),
  spans: { min: 0, max: 9 },
  overlap: false,
};
const asked = [{ ...moods, options: many }, clauses, ...sampleQuestions];
const answering = new Set([
  ...asked.flatMap((question) => answerKeys(question, t)).map(({ key }) => key),
  ...classEntries([clauses]).flatMap(({ key }) => key ?? []),
]);

test('no key that answers anything, in any campaign, can be that of an action', () => {
  expect(answering.size).toBeGreaterThan(30);
  for (const key of answering)
    for (const action of actions)
      expect([key, keyFault(firstKeyMap, action, pressName({ key, shiftKey: false }))]).toEqual([
        key,
        'answers',
      ]);
});

test('whatever keys are chosen, a key that answers is no action, and an action’s key answers nothing', () => {
  const typed = fc.record({
    key: fc.oneof(
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-composite' }),
      fc.constantFrom('Enter', 'Backspace', 'Delete', 'PageUp', 'F2', 'Escape', 'Tab', 'ArrowLeft', 'Dead'),
      fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    ),
    shiftKey: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...actions), typed), { maxLength: 30 }),
      typed,
      (changes, pressed) => {
        let map = firstKeyMap;
        for (const [action, key] of changes) {
          const name = pressName(key);
          if (keyFault(map, action, name) === null) map = { ...map, [action]: name };
        }
        expect(isWholeKeyMap(map)).toBe(true);
        const { action, key } = pressOf(press(pressed.key, pressed.shiftKey), map);
        const answers = asked.some((question) => {
          const given = answerByKey(question, undefined, key, t);
          return given !== undefined;
        });
        const marks = classEntries([clauses]).some((entry) => entry.key === key.toLowerCase());
        expect(action !== undefined && (answers || marks)).toBe(false);
        if (action !== undefined) expect(map[action]).toBe(pressName(pressed));
      },
    ),
  );
});

test('a key is named alike by every keyboard that has it', () => {
  expect(pressName({ key: 'r', shiftKey: false })).toBe('r');
  // Caps lock changes the letter, not what is held.
  expect(pressName({ key: 'R', shiftKey: false })).toBe('r');
  expect(pressName({ key: 'r', shiftKey: true })).toBe('Shift+R');
  // One keyboard wants Shift for it, another does not.
  expect(pressName({ key: '?', shiftKey: true })).toBe('?');
  expect(pressName({ key: '1', shiftKey: true })).toBe('1');
  expect(pressName({ key: 'Backspace', shiftKey: true })).toBe('Shift+Backspace');
});

test.each<[string, Action, ReturnType<typeof keyFault>]>([
  ['z', 'undo', 'answers'],
  ['7', 'undo', 'answers'],
  ['Shift+Z', 'undo', null],
  ['j', 'undo', { taken: 'forth' }],
  ['j', 'forth', null],
  ['Escape', 'save', 'fixed'],
  ['Shift+ArrowLeft', 'save', 'fixed'],
  ['Tab', 'save', 'fixed'],
  [' ', 'save', 'fixed'],
  ['Dead', 'save', 'unknown'],
  ['AudioVolumeUp', 'save', 'unknown'],
  ['', 'save', 'unknown'],
  ['я', 'save', null],
  ['F2', 'save', null],
])('“%s” for %s: %j', (key, action, fault) => {
  expect(keyFault(firstKeyMap, action, key)).toEqual(fault);
});

test('keys have the names that stand on keyboards', () => {
  expect(keyName(t, 'Shift+R')).toBe('Shift + R');
  expect(keyName(t, 'j')).toBe('J');
  expect(keyName(spanish.t, 'Shift+Backspace')).toBe('Mayús + Retroceso');
});
