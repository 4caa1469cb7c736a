import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export type Ended = {
  /** 0 only when it ended well. */
  code: number;
  /** What it said, both streams, in order; empty when it was `live`. */
  output: string;
  seconds: number;
};

/** Runs a program of ours from the root, as npm would: node_modules/.bin first. `live` hands its words on as they come. */
export function run(program: string, args: readonly string[], how: 'live' | 'quiet'): Promise<Ended> {
  const start = performance.now();
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: how === 'live' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve) => {
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const end = (code: number, more = '') =>
      resolve({ code, output: output + more, seconds: (performance.now() - start) / 1000 });
    child.on('error', ({ message }) => end(1, message));
    child.on('close', (code) => end(code ?? 1));
  });
}
