import type { Action, KeyMap } from '../../lib/view/key-map.ts';
import type { Translate } from '../parts/language.ts';
import { answerByKey } from '../question/answer-by-key.ts';
import type { Answering } from './answering.ts';
import { isByPerson } from './by-person.ts';
import type { Hear } from './hearing.ts';
import { mayAct } from './may-act.ts';
import { isComplete, offerKey } from './offer.ts';
import type { LazyPalette } from './palette/lazy-palette.ts';
import { type Press, pressOf } from './press.ts';
import { questionInTurn } from './question-in-turn.ts';
import { isSaved, type Sheet } from './sheet.ts';
import type { Guard } from './verdict.ts';

export interface LabelingKeys {
  answering: Answering;
  guard: Guard;
  t: Translate;
  host: Element;
  hear: Hear;
  isOn(): boolean;
  leave(): void;
  inPage: KeysInPage;
  keyMap(): KeyMap | null;
  palette: LazyPalette;
}

/** What keys mean among what is drawn in the page, its chips and passages; undefined: nothing that concerns them. */
export interface KeysInPage {
  key(press: Press): boolean | undefined;
  /** Whether the focus is on a closed chip, so that its keys are those of the page. */
  haveFocus(): boolean;
}

/** Held down, these go on: words and sentences are many. What answers, saves or takes away is one act a press. */
const steps: readonly (Action | undefined)[] = ['letter-back', 'letter-forth', 'back', 'forth'];

const isStep = ({ key, action }: Press): boolean => key.startsWith('Arrow') || steps.includes(action);

/** What a focused button or group of our own does by itself; the same keys act from the page. */
const ownKeys = ['Enter', ' ', 'Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/**
 * Labeling mode: one key answers, others do what the labeler's key map says; left and right turn the pages where they move
 * nothing else, Esc leaves. A key that acted goes no further until it is up, so that the page's own short cuts stay quiet; nor
 * does what is typed in the palette.
 */
export function listenForKeys(keys: LabelingKeys, signal: AbortSignal): void {
  const { palette, hear } = keys;
  /** Keys that have acted and are still down. What they say until they are up is not for the page either. */
  const down = new Set<string>();
  const take = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const mayActNow = (event: KeyboardEvent, press: Press, isHeld: boolean): boolean => {
    if (!keys.isOn() || palette.hasFocus() || !mayAct(event, keys.host)) return false;
    if (event.repeat && !(isHeld && isStep(press))) return false;
    const isOurs = event.composedPath().includes(keys.host) && !keys.inPage.haveFocus();
    return !isOurs || !ownKeys.includes(event.key);
  };
  const listen = (event: KeyboardEvent) => {
    const name = event.code || event.key;
    const isHeld = isByPerson(event) && event.repeat && down.has(name);
    if (isByPerson(event) && !event.repeat) down.delete(name);
    if (keys.isOn() && palette.hasFocus() && !isHeld) {
      if (isByPerson(event) && palette.key(event)) event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const press = pressOf(event, keys.keyMap());
    const acted = mayActNow(event, press, isHeld) && act(press, keys);
    if (acted) down.add(name);
    if (acted || isHeld) take(event);
  };
  const hush = (event: KeyboardEvent) => {
    const isTaken = event.type === 'keyup' && down.delete(event.code || event.key);
    if (isTaken || (keys.isOn() && palette.hasFocus())) event.stopImmediatePropagation();
  };
  hear('keydown', listen, { signal, act: true });
  for (const kind of ['keypress', 'keyup'] as const) hear(kind, hush, { signal, act: true });
}

/** @returns whether what was pressed meant something */
export function act(press: Press, keys: Omit<LabelingKeys, 'hear' | 'host' | 'isOn' | 'keyMap'>): boolean {
  if (press.action === 'palette') {
    keys.palette.open();
    return true;
  }
  return keys.inPage.key(press) ?? actOn(press, keys);
}

/** Does what a press asks for where the guard takes it, and else says so on the sheet in front. */
export function judged(
  { event }: Press,
  { answering, guard }: Pick<LabelingKeys, 'answering' | 'guard'>,
  doIt: () => void,
): true {
  const verdict = guard(event);
  const { sheets, front } = answering.store.getState();
  const offer = sheets[front]?.offer;
  if (verdict === 'accept') doIt();
  else if (verdict !== 'ignore' && offer) answering.say(offerKey(offer), { kind: 'confirm', where: verdict });
  return true;
}

/** The same among the sheets of the card, or of a chip. */
export function actOn(
  press: Press,
  { answering, guard, t, leave }: Pick<LabelingKeys, 'answering' | 'guard' | 't' | 'leave'>,
): boolean {
  const { action, key: pressed } = press;
  if (pressed === 'Escape') {
    leave();
    return true;
  }
  const { sheets, front } = answering.store.getState();
  const sheet = sheets[front];
  if (sheet === undefined) return false;
  const key = offerKey(sheet.offer);
  const does = (doIt: () => void) => judged(press, { answering, guard }, doIt);
  const turn = (step: 1 | -1) => {
    if (sheets.length > 1) answering.show(front + step);
    return sheets.length > 1;
  };
  switch (action) {
    case 'previous':
      return turn(-1);
    case 'next':
      return turn(1);
    case 'undo':
      return does(() => void answering.stepBack(key, 'key'));
    case 'redo':
      return does(() => void answering.redo(key, 'key'));
    case 'repeat':
      return does(() => void answering.repeat(key, 'key'));
    case 'save':
      return does(() => enter(answering, sheet, front));
  }
  if (pressed === 'ArrowLeft' || pressed === 'ArrowRight') return turn(pressed === 'ArrowRight' ? 1 : -1);
  const question = questionInTurn(sheet);
  const given = question && answerByKey(question, sheet.draft[question.id], pressed, t);
  if (question === undefined || given === undefined) return false;
  return does(() => void answering.answer(key, question.id, given, 'key'));
}

function enter(answering: Answering, sheet: Sheet, front: number): void {
  if (isSaved(sheet)) answering.show(front + 1);
  else if (isComplete(sheet.offer, sheet.draft)) void answering.save(offerKey(sheet.offer), 'key');
}
