import { createStore } from 'zustand/vanilla';
import { createSteps } from '../../../components/welcome/steps.ts';
import { WelcomeView } from '../../../components/welcome/welcome-view.tsx';
import type { State } from '../state.ts';

interface Given {
  steps?: ReturnType<typeof createSteps>;
  failure?: { code: string; detail: null; retry: boolean } | null;
  campaigns?: number | null;
  restored?: number | null;
  busy?: boolean;
}

const done = createSteps();
for (const by of ['pointer', 'key'] as const) done.onDone({ what: 'saved', by });
done.onDone({ what: 'undone', by: 'pointer' });

const state = (name: string, given: Given): State => ({
  name: `welcome: ${name}`,
  frame: 'welcome',
  show() {
    const { steps = createSteps(), failure = null, campaigns = null, restored = null, busy = false } = given;
    return (
      <WelcomeView
        steps={steps}
        relay={createStore(() => ({ busy, failure, campaigns }))}
        onRelay={() => {}}
        restore={createStore(() => ({ busy, failure, restored }))}
        onRestore={() => {}}
        onPanel={() => {}}
        onPrivate={() => {}}
        onConsole={() => {}}
      />
    );
  },
});

export const states: readonly State[] = [
  state('at first', {}),
  state('all was tried, a relay is known, an account is back', { steps: done, campaigns: 3, restored: 12 }),
  state('both doors failed', { failure: { code: 'relay-unreachable', detail: null, retry: true } }),
  state('a relay is read', { busy: true }),
];
