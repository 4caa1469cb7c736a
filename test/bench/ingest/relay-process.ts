import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, relayArguments } from '../../relay/program.ts';
import type { Scene } from '../../relay/scene.ts';
import { freePort } from '../../stand/ports.ts';

/** A relay as an operator starts it, on the scene's database and chain, as long as it is used. */
export async function withRelay<T>(
  scene: Scene,
  settings: Record<string, string>,
  use: (url: string, pid: number) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const given = { PORT: String(port), POLL_MS: '1000', LOG_LEVEL: 'info', ...settings };
  const relay = spawn(process.execPath, relayArguments, {
    env: { ...process.env, ...environmentOf(scene.config, given) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (let waits = 0; !(await fetch(`${url}/readyz`).catch(() => undefined))?.ok; waits++) {
      if (waits > 400 || relay.exitCode !== null) throw new Error('the relay did not start');
      await sleep(50);
    }
    return await use(url, relay.pid!);
  } finally {
    relay.kill();
  }
}
