import { createStore } from 'zustand/vanilla';
import type { Done } from '../overlay/answering.ts';
import type { Key } from '../parts/language.ts';

/** What practice lets a person try, in the order proposed. */
export const steps = [
  { id: 'click', says: 'step_click' },
  { id: 'saved', says: 'step_saved' },
  { id: 'undo', says: 'step_undo' },
  { id: 'key', says: 'step_key' },
] as const satisfies readonly { id: string; says: Key }[];

export type Step = (typeof steps)[number]['id'];

/** Which steps are done; in whatever order they came. */
export function createSteps() {
  const store = createStore<{ done: readonly Step[] }>()(() => ({ done: [] }));
  const mark = (step: Step) =>
    store.setState(({ done }) => (done.includes(step) ? {} : { done: [...done, step] }));
  return {
    store,
    onDone({ what, by }: Done) {
      if (what === 'undone') return mark('undo');
      mark(by === 'pointer' ? 'click' : 'key');
      mark('saved');
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
