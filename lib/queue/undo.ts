import type { Store } from '../storage/database.ts';
import { writeStrictly } from '../storage/write.ts';

/** Takes a queued label back. False when a batch has it already, or it is not there. */
export async function undo(store: Store, id: string): Promise<boolean> {
  return writeStrictly(await store.open(), ['labels'], async (transaction) => {
    const labels = transaction.objectStore('labels');
    const label = await labels.get(id);
    if (label === undefined || label.state !== 'queued') return false;
    await labels.delete(id);
    return true;
  });
}
