import { expect, test } from 'vitest';
import { firstKeyMap, type KeyMap } from '../../../lib/view/key-map.ts';
import { byName, click, press, settle } from './drawing.tsx';
import { open } from './open-panel.tsx';
import { overview } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;

/** The section with a background that keeps what it is told. */
async function keys(first: KeyMap = firstKeyMap, language = english) {
  let kept = first;
  const calls = {
    keyMap: () => kept,
    changeKeyMap: ({ keyMap }: { keyMap: KeyMap }) => {
      kept = keyMap;
    },
  };
  const panel = await open(overview(), { calls, language });
  await panel.go(language.t('section_keys'));
  const button = (action: Parameters<typeof t>[0]) => {
    const row = byName(panel.root, '.key-row', language.t(action));
    return row.querySelector('button') ?? row;
  };
  const said = () => panel.root.querySelector('.keys-said')?.textContent;
  return { ...panel, button, said, kept: () => kept };
}

test('an action takes the key that is pressed, and the list and the line say so', async () => {
  const { button, said, kept, called } = await keys();
  await click(button('action_undo'));
  expect(said()).toBe(t('keys_pressing', t('action_undo')));
  await press(button('action_undo'), 'Shift');
  await press(button('action_undo'), 'Z', { shiftKey: true });
  expect(kept()).toEqual({ ...firstKeyMap, undo: 'Shift+Z' });
  expect(called('changeKeyMap')).toHaveLength(1);
  expect(button('action_undo').textContent).toBe('Shift + Z');
  expect(said()).toBe(t('keys_changed', t('action_undo'), 'Shift + Z'));
});

test.each([
  ['z', {}, t('keys_answers', 'Z')],
  ['3', {}, t('keys_answers', '3')],
  ['Enter', {}, t('keys_taken', 'Enter', t('action_save'))],
  ['ArrowUp', {}, t('keys_fixed', '↑')],
  ['Dead', {}, t('keys_unknown')],
  ['y', { ctrlKey: true }, t('keys_unknown')],
])('%s is refused with the reason, and the next key can be the one', async (key, more, reason) => {
  const { button, said, kept, called } = await keys();
  await click(button('action_undo'));
  await press(button('action_undo'), key, more);
  expect(said()).toBe(reason);
  expect(called('changeKeyMap')).toEqual([]);
  await press(button('action_undo'), 'F4');
  expect(kept().undo).toBe('F4');
});

test('a sign that a screen reader passes over in a sentence has its name', async () => {
  const { button } = await keys();
  expect(button('action_letter_back').getAttribute('aria-label')).toContain(t('key_comma'));
  expect(button('action_letter_forth').getAttribute('aria-label')).toContain(t('key_period'));
});

test('Escape keeps the old key, and so does going elsewhere', async () => {
  const { button, kept, said } = await keys();
  await click(button('action_undo'));
  await press(button('action_undo'), 'Escape');
  await press(button('action_undo'), 'F4');
  expect(kept()).toEqual(firstKeyMap);
  await settle(() => button('action_redo').focus());
  await click(button('action_redo'));
  await settle(() => button('action_undo').focus());
  await press(button('action_redo'), 'F4');
  expect(kept()).toEqual(firstKeyMap);
  expect(said()).toBe('');
});

test('all are as at first again by one button', async () => {
  const { root, kept } = await keys({ ...firstKeyMap, undo: 'F4', save: 'F2' });
  const reset = byName(root, 'button', t('keys_reset'));
  await click(reset);
  expect(kept()).toEqual(firstKeyMap);
  expect(reset.hasAttribute('disabled')).toBe(true);
});

test('speaks Spanish, keys too', async () => {
  const { button } = await keys(firstKeyMap, spanish);
  expect(button('action_redo').textContent).toBe('Mayús + Retroceso');
});
