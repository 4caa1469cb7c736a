import { spawn } from 'node:child_process';

export type Watcher = { stop(): void };

/**
 * Sees to it that a process ends when this one does, even by SIGKILL: a shell waits on a pipe from us, which the system
 * closes however we end, and then ends that process. It is in a session of its own, else Ctrl-C would take it first.
 */
export function endWithUs(pid: number): Watcher {
  const watcher = spawn('sh', ['-c', 'read _; kill "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.on('error', () => {});
  watcher.unref();
  return { stop: () => void watcher.kill() };
}
