import { readFile } from 'node:fs/promises';

const megabyte = 2 ** 20;

/** What a relay's process holds, in MB: by the system (proc(5); NaN where there is none), and on its heap as it says itself. */
export async function memoryOf(url: string, pid: number): Promise<{ rss: number; heap: number }> {
  const [status, metrics] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''),
    fetch(`${url}/metrics`).then((answer) => answer.text()),
  ]);
  return {
    rss: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024,
    heap: Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)?.[1]) / megabyte,
  };
}
