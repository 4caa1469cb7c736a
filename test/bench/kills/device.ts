import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { NotDone } from './acts.ts';
import type { Answer, Calls } from './background.ts';
import type { DeviceStep } from './plan.ts';

export type Device = {
  /** Asks the background, waking it as a browser does when it is dead. @throws NotDone */
  ask<Name extends keyof Calls>(
    call: Name,
    argument?: Parameters<Calls[Name]>[0],
  ): Promise<Awaited<ReturnType<Calls[Name]>>>;
  /**
   * The background stops at this step when it next comes by; with `waits` it stands still there.
   * @returns what resolves there, and what lets it go on
   */
  arm(step: DeviceStep, waits: boolean): Promise<{ reached: Promise<void>; goOn(): void }>;
  /** SIGKILL; the files stay. */
  kill(): Promise<void>;
};

function signalsOf({ stdio: [, , , , socket] }: ChildProcess): Duplex {
  if (socket instanceof Duplex) return socket;
  throw new Error('The background was started without its socket');
}

const program = fileURLToPath(new URL('background.ts', import.meta.url));

/** @param dir holds the IndexedDB files and the log; the same folder and secret is the same device */
export function openDevice(dir: string, secret: string): Device {
  const log = openSync(`${dir}.log`, 'a');
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  let running: ChildProcess | undefined;

  const wake = (): ChildProcess => {
    if (running !== undefined) return running;
    const child = fork(program, [dir, secret], { stdio: ['ignore', log, log, 'ipc', 'pipe'] });
    signalsOf(child).on('error', () => {});
    child.on('message', (answer: Answer) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    });
    child.on('exit', () => {
      if (running === child) running = undefined;
      for (const [id, tell] of waiting) tell({ id, code: 'killed', detail: '' });
      waiting.clear();
    });
    child.on('error', () => {});
    running = child;
    return child;
  };

  const ask: Device['ask'] = async (call, argument) => {
    const id = ++asked;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      wake().send({ id, call, with: argument }, (error) => {
        if (error !== null) resolve({ id, code: 'killed', detail: error.message });
      });
    });
    if ('code' in answer) throw new NotDone(answer.code, answer.detail);
    return answer.value as never;
  };

  return {
    ask,
    async arm(step, waits) {
      await ask('arm', { step, waits });
      const signals = signalsOf(wake());
      const reached = new Promise<void>((resolve) => signals.once('data', () => resolve()));
      return { reached, goOn: () => void signals.write('.') };
    },
    async kill() {
      const child = running;
      if (child === undefined) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
