import { createStore } from 'zustand/vanilla';
import { failureOf } from '../../components/parts/failure.ts';
import type { RestoreTry } from '../../components/welcome/doors.tsx';
import type { Caller, OwnCalls } from '../../lib/messages.ts';
import { requestToSend } from '../../lib/permissions/request.ts';
import { readFile } from '../../lib/recovery/read-file.ts';

/** The state of the way back from a recovery file. */
export function createRestoreTry(call: Caller<OwnCalls>) {
  const store = createStore<RestoreTry>()(() => ({ busy: false, failure: null, restored: null }));
  const use = async (file: File, passphrase: string): Promise<void> => {
    // In the click's own turn; restored is restored, whatever is answered.
    const asked = requestToSend().catch(() => false);
    store.setState({ busy: true, failure: null });
    try {
      await asked;
      const { receipts } = await call('restore', { text: await readFile(file), passphrase });
      store.setState({ busy: false, restored: receipts });
    } catch (thrown) {
      store.setState({ busy: false, failure: failureOf(thrown) });
    }
  };
  return { store, use: (file: File, passphrase: string) => void use(file, passphrase) };
}
