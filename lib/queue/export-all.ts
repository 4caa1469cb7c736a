import type { Store } from '../storage/database.ts';

/** Every label with its batch, receipt and evidence of alarms, as JSON text: what a person takes away of their work. */
export async function exportAll(store: Store): Promise<string> {
  const db = await store.open();
  const [labels, batches, rewards, alarms, campaigns] = await Promise.all([
    db.getAll('labels'),
    db.getAll('batches'),
    db.getAll('rewards'),
    db.getAll('alarms'),
    db.getAll('campaigns'),
  ]);
  const used = new Set(labels.map(({ campaign }) => campaign));
  const terms = campaigns
    .filter(({ campaign }) => used.has(campaign))
    .map(({ campaign, terms }) => ({ campaign, terms }));
  return JSON.stringify({ version: 1, campaigns: terms, labels, batches, rewards, alarms }, null, 2);
}
