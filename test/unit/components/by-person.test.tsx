import { expect, test } from 'vitest';
import { isByPerson, isByPointer, sendOn } from '../../../components/overlay/by-person.ts';

test('a copy stands for a person while it is on its way, and never again', () => {
  const button = document.createElement('button');
  const seen: boolean[] = [];
  button.addEventListener('click', (event) => seen.push(isByPerson(event)));
  const copy = new MouseEvent('click', { bubbles: true });
  expect(sendOn(copy, button)).toBe(true);
  button.dispatchEvent(copy);
  button.click();
  expect(seen).toEqual([true, false, false]);
});

test('says when a listener prevents what the event does', () => {
  const button = document.createElement('button');
  button.addEventListener('keydown', (event) => event.preventDefault());
  expect(sendOn(new KeyboardEvent('keydown', { cancelable: true }), button)).toBe(false);
});

test('what a screen reader or a key presses is no pointer’s, whatever else the click says', () => {
  const click = (detail: number, pointerType: string) =>
    isByPointer(new PointerEvent('click', { detail, pointerType }));
  expect(click(1, 'mouse')).toBe(true);
  expect(click(2, 'touch')).toBe(true);
  // Enter and Space.
  expect(click(0, '')).toBe(false);
  // Firefox, asked by a screen reader.
  expect(click(1, '')).toBe(false);
});
