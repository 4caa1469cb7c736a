import { type Late, lateHere } from '../../components/overlay/late.ts';
import type { Caller, PageCalls } from '../../lib/messages.ts';

/** Has the background put a script beside this one, once, and gives what it brought. */
export const loadLate =
  <Name extends keyof Late>(call: Caller<PageCalls>, script: Name) =>
  async (): Promise<NonNullable<Late[Name]>> => {
    if (lateHere()[script] === undefined) await call('loadScript', { script });
    const brought = lateHere()[script];
    if (brought === undefined) throw new Error(`the script ${script} has not come`);
    return brought;
  };
