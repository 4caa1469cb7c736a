import type { PlanForm } from '../../lib/authoring/form.ts';
import type { Caller, Failure, OwnCalls } from '../../lib/messages.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { PlanView } from '../../lib/view/console.ts';
import { failureOf } from '../parts/failure.ts';

/** A plan that is open: what is typed here, and what the background last answered. */
export interface Editing {
  id: Hex;
  /** As typed, ahead of `view` while a change is on its way. */
  form: PlanForm;
  view: PlanView;
  /** `saved` only after the strict commit. */
  state: 'saved' | 'saving' | 'failed' | 'elsewhere';
  failure: Failure | null;
}

interface Needs {
  call: Caller<OwnCalls>;
  get(): Editing | null;
  set(editing: Editing): void;
}

const opened = (view: PlanView): Editing => ({
  id: view.id,
  form: view.form,
  view,
  state: 'saved',
  failure: null,
});

/**
 * Every change is one strict commit, in order; while one is on its way the newest form waits and goes after it. A plan
 * that was changed in another tab is left as it is there, and that is said; what was typed here stays on the screen until
 * the newer one is taken.
 */
export function makeEditing({ call, get, set }: Needs) {
  let sending = false;

  const update = (id: Hex, change: Partial<Editing>) => {
    const current = get();
    if (current?.id === id) set({ ...current, ...change });
  };

  async function send(id: Hex): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (
        let now = get();
        now?.id === id && now.form !== now.view.form && now.state !== 'elsewhere';
        now = get()
      ) {
        const { form, view } = now;
        const answered = await call('changePlan', { id, revision: view.revision, form });
        const same = get()?.form === form;
        update(id, { view: { ...answered, form }, state: same ? 'saved' : 'saving', failure: null });
      }
    } catch (thrown) {
      const failure = failureOf(thrown);
      update(id, { state: failure.code === 'plan-changed' ? 'elsewhere' : 'failed', failure });
    } finally {
      sending = false;
    }
  }

  /** What follows from the plan may change without it: labels that were made of it. */
  const follows = (view: PlanView) => {
    const current = get();
    if (current?.id !== view.id || current.view.revision !== view.revision) return;
    set({ ...current, view: { ...view, form: current.view.form } });
  };

  return {
    follows,
    async open(id: Hex): Promise<void> {
      set(opened(await call('plan', { id })));
    },
    opened: (view: PlanView) => set(opened(view)),
    change(part: Partial<PlanForm>): void {
      const current = get();
      if (current === null) return;
      const form = { ...current.form, ...part };
      set({ ...current, form, state: current.state === 'elsewhere' ? 'elsewhere' : 'saving' });
      void send(current.id);
    },
    /** Tries again to save what is on the screen. */
    again(): void {
      const current = get();
      if (current === null) return;
      set({ ...current, state: 'saving', failure: null });
      void send(current.id);
    },
    /** Looks whether another tab has changed the plan meanwhile, and what follows from it now. */
    async look(): Promise<void> {
      const current = get();
      if (current === null || sending || current.state === 'saving') return;
      const view = await call('plan', { id: current.id });
      if (get() !== current) return;
      if (view.revision === current.view.revision) follows(view);
      else set({ ...current, state: 'elsewhere' });
    },
  };
}
