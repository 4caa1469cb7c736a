import { readdir, readFile } from 'node:fs/promises';

/** A tick of `/proc`: USER_HZ is 100 on every Linux that Node runs on. */
const tickMicroseconds = 10_000;

/**
 * CPU time, in microseconds, of a process and of all its children, also those that it has waited for. Undefined where
 * there is no `/proc` (proc(5)).
 */
export async function cpuOf(pid: number): Promise<number | undefined> {
  const names = await readdir('/proc').catch(() => undefined);
  if (names === undefined) return undefined;
  const stats = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(statOf));
  let ticks = 0;
  for (const stat of stats) {
    if (stat === undefined || (stat.pid !== pid && stat.parent !== pid)) continue;
    ticks += stat.own + (stat.pid === pid ? stat.waited : 0);
  }
  return ticks * tickMicroseconds;
}

async function statOf(pid: string) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name in parentheses may have blanks; what follows is state, parent, …, utime, stime, cutime, cstime.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, waitedUser = 0, waitedSystem = 0] = fields.slice(11, 15);
  return { pid: Number(pid), parent, own: user + system, waited: waitedUser + waitedSystem };
}
