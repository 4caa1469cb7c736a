import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RelayConfig } from '../../relay/config.ts';

const project = new URL('../../', import.meta.url).pathname;
const program = `${project}relay/bin/relay.ts`;
const { scripts }: { scripts: { relay: string } } = JSON.parse(
  readFileSync(`${project}package.json`, 'utf8'),
);
/** What `npm run relay` tells Node. */
const flags = scripts.relay.split(' ').filter((word) => word.startsWith('--'));
/** Behind the name of Node: the relay as `npm run relay` runs it. */
export const relayArguments: readonly string[] = [...flags, program];

/** A relay of its own process, as an operator runs it. */
export interface Program {
  child: ChildProcess;
  /** Everything it said so far. */
  output(): string;
}

/** A configuration as text, as it stands in an environment. */
export function environmentOf(
  { TOKENS, ...rest }: RelayConfig,
  given: Record<string, string> = {},
): Record<string, string> {
  const text = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  return { ...text, TOKENS: JSON.stringify(TOKENS), PORT: '0', ...given };
}

export const runProgram = (env: Record<string, string>, ...args: string[]): Program =>
  start([program, ...args], env);

/** Settings in a file, as Node reads it. */
export const runWithFile = (file: string, ...args: string[]): Program =>
  start([`--env-file=${file}`, program, ...args], {});

/** By npm, whose process is the one that a supervisor knows. */
export const runByNpm = (env: Record<string, string>): Program =>
  watched(spawn('npm', ['run', '--silent', 'relay'], { cwd: project, env: { ...process.env, ...env } }));

const start = (args: string[], env: Record<string, string>): Program =>
  watched(spawn(process.execPath, [...flags, ...args], { env: { PATH: process.env.PATH ?? '', ...env } }));

function watched(child: ChildProcessWithoutNullStreams): Program {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  return { child, output: () => output };
}

/** @returns its exit code; null when a signal ended it */
export async function ended({ child }: Program): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Where it listens, once it is up. */
export async function urlOf(relay: Program): Promise<string> {
  for (;;) {
    const [, url] = /"url":"(http:[^"]+)"/.exec(relay.output()) ?? [];
    if (url !== undefined) return url;
    if (relay.child.exitCode !== null || relay.child.signalCode !== null)
      throw new Error(`the relay did not start: ${relay.output()}`);
    await sleep(25);
  }
}
