import { type Action, actions } from '../../../lib/view/key-map.ts';
import { actionWords } from '../../parts/action-words.ts';
import { keyName } from '../../parts/key-name.ts';
import type { Key, Translate } from '../../parts/language.ts';
import { answerKeys } from '../../question/answer-keys.ts';
import { classEntries } from '../../question/span-entries.ts';
import { questionInTurn } from '../question-in-turn.ts';
import type { PaletteEntry, WhatKeysDo } from './palette.ts';

/** A key that nobody can change. */
type Fixed = readonly [key: string, says: Key, shiftKey?: boolean];

const ofTexts: readonly Fixed[] = [
  ['ArrowRight', 'fixed_word_forth'],
  ['ArrowLeft', 'fixed_word_back'],
  ['ArrowDown', 'fixed_sentence_forth'],
  ['ArrowUp', 'fixed_sentence_back'],
  ['ArrowRight', 'fixed_stretch_word_forth', true],
  ['ArrowLeft', 'fixed_stretch_word_back', true],
  ['ArrowDown', 'fixed_stretch_sentence_forth', true],
  ['ArrowUp', 'fixed_stretch_sentence_back', true],
  ['Home', 'fixed_start'],
  ['End', 'fixed_end'],
];
const ofChips: readonly Fixed[] = [
  ['ArrowDown', 'fixed_chip_forth'],
  ['ArrowUp', 'fixed_chip_back'],
];
const leaving: Fixed = ['Escape', 'fixed_leave'];

/** All that keys do on a page now: answers first, then what the labeler can give other keys, then what nobody can. */
export function paletteEntries(
  { sheet, sheets, chips, touring, keyMap }: WhatKeysDo,
  t: Translate,
): PaletteEntry[] {
  const isText = sheet?.offer.target.unit === 'selection';
  const answer = (label: string, key: string): PaletteEntry => ({
    id: `answer-${key}`,
    says: t('palette_answer', label),
    key: keyName(t, key),
    press: { action: undefined, key, shiftKey: false },
  });
  const fixed = ([key, says, shiftKey = false]: Fixed): PaletteEntry => ({
    id: `${shiftKey ? 'shift-' : ''}${key}`,
    says: t(says),
    key: keyName(t, shiftKey ? `Shift+${key}` : key),
    press: { action: undefined, key, shiftKey },
  });
  const isOfUse: { readonly [Name in Action]?: boolean } = {
    previous: sheets > 1 || touring,
    next: sheets > 1 || touring,
    back: isText || chips,
    forth: isText || chips,
    remove: isText,
    'letter-back': isText,
    'letter-forth': isText,
    palette: false,
  };
  const asked = sheet && questionInTurn(sheet);
  const classes = sheet?.offer.questions.flatMap((one) => (one.kind === 'span' ? one : [])) ?? [];
  return [
    ...classEntries(classes).flatMap(({ key, class: one }) => (key === null ? [] : answer(one.label, key))),
    ...(asked === undefined ? [] : answerKeys(asked, t)).map(({ label, key }) => answer(label, key)),
    ...actions
      .filter((action) => keyMap !== null && (isOfUse[action] ?? sheet !== undefined))
      .map((action) => ({
        id: action,
        says: t(actionWords[action]),
        key: keyMap && keyName(t, keyMap[action]),
        press: { action, key: '', shiftKey: false },
      })),
    ...(isText ? ofTexts : chips ? ofChips : []).map(fixed),
    fixed(leaving),
  ];
}
