import { expect, test } from 'vitest';
import { keptWords } from '../../../entrypoints/overlay.content/kept-words.ts';

test('words stay when the extension has gone: those that were read, and the one that says so', () => {
  let gone = false;
  const read = keptWords((name, [value = '']) => {
    if (gone) throw new Error('Extension context invalidated.');
    return `${name} ${value}`.trim();
  });
  expect(read('seconds', ['8'])).toBe('seconds 8');
  gone = true;
  expect(read('seconds', ['7'])).toBe('seconds 8');
  expect(read('failure_updated', [])).toBe('failure_updated');
  expect(read('never_read', [])).toBe('');
});
