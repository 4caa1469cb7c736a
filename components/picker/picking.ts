import { createStore } from 'zustand/vanilla';
import { type Proposal, propose } from './propose.ts';

export interface PickingState {
  /** Under the pointer, or reached by arrows; null before. */
  at: Element | null;
  /** Ways to say "all like the one that was chosen"; empty while none is. */
  proposals: readonly Proposal[];
  /** Which of them is shown. */
  chosen: number;
  /** There is no lasting way to say so. */
  nothing: boolean;
}

export type Picking = ReturnType<typeof createPicking>;

/** The choice of an element, and of what counts as one like it. */
export function createPicking() {
  const store = createStore<PickingState>()(() => ({ at: null, proposals: [], chosen: 0, nothing: false }));
  return {
    store,
    /** Nothing is pointed at any more while proposals are looked at. */
    point(at: Element): void {
      if (store.getState().proposals.length === 0) store.setState({ at, nothing: false });
    },
    choose(element: Element): void {
      const proposals = propose(element);
      store.setState({ at: element, proposals, chosen: 0, nothing: proposals.length === 0 });
    },
    show: (chosen: number) => store.setState({ chosen }),
    back: () => store.setState({ proposals: [], chosen: 0 }),
    proposal: (): Proposal | undefined => {
      const { proposals, chosen } = store.getState();
      return proposals[chosen];
    },
  };
}
