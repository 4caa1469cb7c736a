import type { Database } from '../storage/database.ts';
import type { AlarmRecord } from '../storage/records.ts';

/** Keeps an alarm with its evidence; the same one again keeps its first time. */
export async function raise(db: Database, alarm: AlarmRecord): Promise<void> {
  const before = await db.get('alarms', alarm.id);
  if (before === undefined) await db.put('alarms', alarm);
}
