import { spawn } from 'node:child_process';

export type ProgramResult = { code: number | null; output: string };

export type ProgramOptions = { cwd?: string; uid?: number; gid?: number; env?: NodeJS.ProcessEnv };

/**
 * Runs a program to its end without a shell.
 * @returns exit code (null when a signal ended it) and stdout and stderr together
 * @throws when the program can not be started at all (ENOENT, EACCES)
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
