import { createStore } from 'zustand/vanilla';
import { failureOf } from '../../components/parts/failure.ts';
import type { RelayTry } from '../../components/welcome/doors.tsx';
import type { Caller, OwnCalls } from '../../lib/messages.ts';

/** The first door's state: a relay is read, found, or the reason why not. */
export function createRelayTry(call: Caller<OwnCalls>) {
  const store = createStore<RelayTry>()(() => ({ busy: false, failure: null, campaigns: null }));
  const use = async (url: string): Promise<void> => {
    store.setState({ busy: true, failure: null, campaigns: null });
    try {
      const { campaigns } = await call('useRelay', { url });
      store.setState({ busy: false, campaigns });
    } catch (thrown) {
      store.setState({ busy: false, failure: failureOf(thrown) });
    }
  };
  return { store, use: (url: string) => void use(url) };
}
