import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from './program.ts';

/** Whether a process with this id exists and may be signalled by us. A zombie counts as gone. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^Z/.test((await statFields(pid))?.[0] ?? '');
}

/**
 * When a process was started, as an opaque text that differs between two processes which had the same id one after
 * the other; undefined when there is no such process. Linux: field 22 of /proc/PID/stat (proc_pid_stat(5)).
 */
export async function startMark(pid: number): Promise<string | undefined> {
  if (!(await isAlive(pid))) return undefined;
  const fields = await statFields(pid);
  if (fields) return fields[19];
  const { code, output } = await runProgram('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return code === 0 ? output.trim() : undefined;
}

/** Asks a process to end (SIGTERM), waits, and kills it when it has not ended after `graceMs` milliseconds. */
export async function endProcess(pid: number, graceMs = 5000): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await gone(pid, graceMs))) return;
  if (signal(pid, 'SIGKILL')) await gone(pid, graceMs);
}

/** Waits until a process is gone. @returns false when it still exists after `withinMs` milliseconds */
export async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(20)) {
    if (!(await isAlive(pid))) return true;
  }
  return !(await isAlive(pid));
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Fields of /proc/PID/stat from the third (state) on: the second may hold spaces and brackets. */
async function statFields(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}
