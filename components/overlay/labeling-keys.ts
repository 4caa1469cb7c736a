import type { Translate } from '../parts/language.ts';
import { answerByKey } from '../question/answer-by-key.ts';
import type { Answering, Sheet } from './answering.ts';
import type { Hear } from './hearing.ts';
import { mayAct } from './may-act.ts';
import { isComplete, offerKey } from './offer.ts';
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
}

/** What keys mean among what is drawn in the page, its chips and passages; undefined: nothing that concerns them. */
export interface KeysInPage {
  key(event: KeyboardEvent): boolean | undefined;
  /** Whether the focus is on a closed chip, so that its keys are those of the page. */
  haveFocus(): boolean;
}

/** What a focused button or group of our own does by itself; the same keys act from the page. */
const ownKeys = ['Enter', ' ', 'Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/**
 * Labeling mode: one key answers, Enter saves what has to be saved or goes on, Backspace takes back, left and right (in a
 * text, page up and down) turn the pages, Esc leaves. A key that acted goes no further, so that the page's own short cuts stay quiet.
 */
export function listenForKeys(keys: LabelingKeys, signal: AbortSignal): void {
  const listen = (event: KeyboardEvent) => {
    if (!keys.isOn() || !mayAct(event, keys.host)) return;
    const isOurs = event.composedPath().includes(keys.host) && !keys.inPage.haveFocus();
    if (isOurs && ownKeys.includes(event.key)) return;
    if (!(keys.inPage.key(event) ?? actOn(event, keys))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  keys.hear('keydown', listen, { signal, act: true });
}

/** @returns whether the key meant something */
export function actOn(
  event: KeyboardEvent,
  { answering, guard, t, leave }: Pick<LabelingKeys, 'answering' | 'guard' | 't' | 'leave'>,
): boolean {
  if (event.key === 'Escape') {
    leave();
    return true;
  }
  const { sheets, front } = answering.store.getState();
  const sheet = sheets[front];
  if (sheet === undefined) return false;
  const key = offerKey(sheet.offer);
  const judged = (doIt: () => void) => {
    const verdict = guard(event);
    if (verdict === 'accept') doIt();
    else if (verdict !== 'ignore') answering.say(key, { kind: 'confirm', where: verdict });
    return true;
  };
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'PageUp':
    case 'PageDown':
      if (sheets.length < 2) return false;
      answering.show(front + (event.key === 'ArrowRight' || event.key === 'PageDown' ? 1 : -1));
      return true;
    case 'Backspace':
      return judged(() => void answering.undo(key, 'key'));
    case 'Enter':
      return judged(() => enter(answering, sheet, front));
  }
  const question = questionInTurn(sheet);
  const given = question && answerByKey(question, sheet.draft[question.id], event.key, t);
  if (question === undefined || given === undefined) return false;
  return judged(() => void answering.answer(key, question.id, given, 'key'));
}

/** Keys answer the first question that has no answer; with all answered, or several choices to make, the last touched. */
function questionInTurn({ offer: { questions }, draft }: Sheet) {
  const open = questions.findIndex(({ id }) => !Object.hasOwn(draft, id));
  if (open < 0) return questions[questions.length - 1];
  const before = questions[open - 1];
  return before?.kind === 'choice' && before.multiple && Object.hasOwn(draft, before.id)
    ? before
    : questions[open];
}

function enter(answering: Answering, sheet: Sheet, front: number): void {
  const saved = JSON.stringify(sheet.offer.own?.body) === JSON.stringify(sheet.draft);
  if (saved) answering.show(front + 1);
  else if (isComplete(sheet.offer, sheet.draft)) void answering.save(offerKey(sheet.offer), 'key');
}
