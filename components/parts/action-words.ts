import type { Action } from '../../lib/view/key-map.ts';
import type { Key } from './language.ts';

/** What each action does, in words. */
export const actionWords: { readonly [Name in Action]: Key } = {
  save: 'action_save',
  repeat: 'action_repeat',
  undo: 'action_undo',
  redo: 'action_redo',
  previous: 'action_previous',
  next: 'action_next',
  back: 'action_back',
  forth: 'action_forth',
  remove: 'action_remove',
  'letter-back': 'action_letter_back',
  'letter-forth': 'action_letter_forth',
  palette: 'action_palette',
};
