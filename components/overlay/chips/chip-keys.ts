import type { Translate } from '../../parts/language.ts';
import { actOn } from '../labeling-keys.ts';
import type { Chips } from './chips.tsx';

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/**
 * Labeling mode among chips: up and down (or k and j, where they answer nothing) go from one to the next, a key answers
 * the open one, Enter saves or goes on.
 * @returns whether the key meant something; undefined when it does not concern chips
 */
export function chipKey({ open, tour }: Chips, t: Translate, event: KeyboardEvent): boolean | undefined {
  const { key } = event;
  if (key === 'Escape') return undefined;
  const chip = open.current();
  const step = steps[key];
  if (key.startsWith('Arrow') && step !== undefined) {
    void tour.move(step);
    return true;
  }
  if (!tour.isOn()) return undefined;
  if (chip?.answering) {
    const [sheet] = chip.answering.store.getState().sheets;
    const isSaved = sheet && JSON.stringify(sheet.offer.own?.body) === JSON.stringify(sheet.draft);
    if (key === 'Enter' && isSaved) {
      void tour.move(1);
      return true;
    }
    if (actOn(event, { answering: chip.answering, guard: open.guard, t, leave: () => {} })) return true;
  }
  if (step === undefined) return false;
  void tour.move(step);
  return true;
}
