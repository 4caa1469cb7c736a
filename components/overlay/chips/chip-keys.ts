import type { Action } from '../../../lib/view/key-map.ts';
import type { Translate } from '../../parts/language.ts';
import { actOn, judged } from '../labeling-keys.ts';
import { offerKey } from '../offer.ts';
import type { Press } from '../press.ts';
import { isSaved, type Sheet } from '../sheet.ts';
import type { Chips } from './chips.tsx';

const arrows: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
const steps: { readonly [Name in Action]?: 1 | -1 } = { forth: 1, next: 1, back: -1, previous: -1 };

/**
 * Labeling mode among chips: up and down go from one to the next, and so do the keys for what is next or before; a key answers
 * the open one, that for saving saves or goes on.
 * @returns whether it meant something; undefined when it does not concern chips
 */
export function chipKey(chips: Chips, t: Translate, press: Press): boolean | undefined {
  const { open, tour } = chips;
  const { key, action } = press;
  if (key === 'Escape') return undefined;
  const chip = open.current();
  const step = arrows[key];
  // Held down it waits: to go on is to bring the next one into view first.
  const isHeld = press.event instanceof KeyboardEvent && press.event.repeat;
  if (step !== undefined) {
    if (!isHeld) void tour.move(step);
    return true;
  }
  const further = action && steps[action];
  if (further !== undefined && (tour.isOn() || action === 'forth' || action === 'back')) {
    if (!isHeld) void tour.move(further);
    return true;
  }
  if (!tour.isOn()) return undefined;
  if (!chip?.answering) return false;
  const [sheet] = chip.answering.store.getState().sheets;
  if (action === 'save' && sheet && isSaved(sheet)) {
    void tour.move(1);
    return true;
  }
  const own = { answering: chip.answering, guard: open.guard, t, leave: () => {} };
  // The keys have gone on by themselves: the last act was on the chip before.
  const last = action === 'undo' && sheet && isBlank(sheet) ? chips.last() : undefined;
  const [before] = last?.answering?.store.getState().sheets ?? [];
  if (!last?.answering || before?.offer.own == null) return actOn(press, own);
  const { answering } = last;
  return judged(press, own, () => {
    tour.show(last, true);
    void answering.undo(offerKey(before.offer), 'key');
  });
}

const isBlank = ({ offer, draft }: Sheet): boolean => offer.own === null && Object.keys(draft).length === 0;
