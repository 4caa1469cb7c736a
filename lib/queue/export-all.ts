import type { ExportPart, ExportPlace } from '../messages.ts';
import type { Database, Store } from '../storage/database.ts';

/** What follows the campaigns in the file, and how many records of it one part has: evidence of an alarm may be large. */
const lists = [
  { name: 'labels', count: 100 },
  { name: 'batches', count: 4 },
  { name: 'rewards', count: 100 },
  { name: 'alarms', count: 1 },
] as const;

/** Characters of one part: a message between parts of an extension has at most 64 MiB in Chrome. */
const most = 16_000_000;

/** An array is above all names of states. */
const behindAllStates = [] as unknown as string;

/** The terms of campaigns that labels are of. */
async function usedCampaigns(db: Database): Promise<string> {
  const transaction = db.transaction(['labels', 'campaigns']);
  const used: unknown[] = [];
  let at = await transaction.objectStore('labels').index('campaignState').openKeyCursor();
  while (at !== null) {
    const [id] = at.key;
    const known = await transaction.objectStore('campaigns').get(id);
    if (known !== undefined) used.push({ campaign: known.campaign, terms: known.terms });
    at = await at.continue([id, behindAllStates]);
  }
  return JSON.stringify(used);
}

/** @returns the text from a place on, and what follows it */
async function textFrom(db: Database, { part, after }: ExportPlace): Promise<ExportPart> {
  const list = lists[part - 1];
  if (list === undefined)
    return {
      text: `{"version":1,\n"campaigns":${await usedCampaigns(db)}`,
      next: { part: 1, after: null, at: 0 },
    };
  const { name, count } = list;
  const behind = after === null ? null : IDBKeyRange.lowerBound(after, true);
  const { store } = db.transaction(name);
  const [keys, records] = await Promise.all([store.getAllKeys(behind, count), store.getAll(behind, count)]);
  const written = records.map((record) => JSON.stringify(record)).join(',\n');
  const start = after === null ? `,\n"${name}":[\n` : written === '' ? '' : ',\n';
  const last = keys.length < count ? undefined : keys.at(-1);
  if (last !== undefined) return { text: start + written, next: { part, after: last, at: 0 } };
  const isEnd = part === lists.length;
  return {
    text: `${start}${written}\n]${isEnd ? '}\n' : ''}`,
    next: isEnd ? null : { part: part + 1, after: null, at: 0 },
  };
}

/** No part ends within a character: each becomes bytes by itself. */
const endAt = (text: string, at: number): number =>
  at < text.length && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : Math.min(at, text.length);

/**
 * Every label with its batch, receipt and evidence of alarms, as JSON text: what a person takes away of their work. It comes
 * in parts, since it may be more than one message can hold.
 * @param from where the part before ended; null for the first
 */
export async function exportAll(store: Store, from: ExportPlace | null): Promise<ExportPart> {
  const place = from ?? { part: 0, after: null, at: 0 };
  const { text, next } = await textFrom(await store.open(), place);
  const end = endAt(text, place.at + most);
  return { text: text.slice(place.at, end), next: end < text.length ? { ...place, at: end } : next };
}
