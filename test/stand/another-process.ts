import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type OtherProcess = { url: string; pid: number; kill(): Promise<void> };

/**
 * Starts a part of the stand from a Node process of its own, so that a test can kill the starter with SIGKILL.
 * @param file module beside this one; @param start the function it exports, which is called with `{ dir }`
 */
export async function startElsewhere(file: string, start: string, dir: string): Promise<OtherProcess> {
  const module = JSON.stringify(new URL(file, import.meta.url).href);
  const code = `
    const { ${start}: start } = await import(${module});
    const { url, pid } = await start({ dir: ${JSON.stringify(dir)}, say: () => {} });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  const said = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const told: unknown = JSON.parse(String(said[0]));
  if (!isTold(told)) throw new Error(`${start} said ${String(said[0])}`);
  return { ...told, kill };
}

function isTold(told: unknown): told is { url: string; pid: number } {
  return (
    typeof told === 'object' &&
    told !== null &&
    'url' in told &&
    'pid' in told &&
    typeof told.pid === 'number'
  );
}
