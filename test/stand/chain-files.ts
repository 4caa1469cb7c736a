import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcess, gone, startMark } from './process.ts';

/** The chain's state in `dir`; anvil reads it at start, writes it every second and when it ends. */
export function stateFile(dir: string): string {
  return join(dir, 'chain.json');
}

/**
 * Makes the state safe to load. anvil writes it in place, so a kill can leave half a file: the state of the last
 * good start is kept beside it and taken instead.
 */
export async function repairState(dir: string, say: (line: string) => void): Promise<void> {
  const file = stateFile(dir);
  const previous = join(dir, 'chain.previous.json');
  const state = await readState(file);
  if (state === 'good') return copyWhole(file, previous);
  if (state === 'none') return;
  const spare = await readState(previous);
  say(
    `The chain was killed while it wrote its state: ${spare === 'good' ? 'going back to its last start' : 'starting anew'}.`,
  );
  await rename(file, join(dir, 'chain.broken.json'));
  if (spare === 'good') await copyWhole(previous, file);
}

async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.half`);
  await rename(`${to}.half`, to);
}

async function readState(file: string): Promise<'good' | 'broken' | 'none'> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return 'none';
  try {
    JSON.parse(text);
    return 'good';
  } catch {
    return 'broken';
  }
}

/** Notes which process serves the chain in `dir`, with its start mark, so that a later start can not mistake it. */
export async function notePid(dir: string, pid: number): Promise<void> {
  await writeFile(pidFile(dir), `${pid}\n${(await startMark(pid)) ?? ''}\n`);
}

export async function forgetPid(dir: string): Promise<void> {
  await rm(pidFile(dir), { force: true });
}

/** Ends the anvil that a killed run left in `dir`, if it is that very process; anvil writes its state as it ends. */
export async function endLeftOver(dir: string): Promise<void> {
  const text = await readFile(pidFile(dir), 'utf8').catch(() => '');
  const [pid, mark] = text.split('\n');
  if (!pid || !mark || (await startMark(Number(pid))) !== mark) return;
  // Its watcher has most likely asked it already: give it the time to write.
  if (!(await gone(Number(pid), 300))) await endProcess(Number(pid));
}

function pidFile(dir: string): string {
  return join(dir, 'anvil.pid');
}
