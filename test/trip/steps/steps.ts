import { type Say, seconds } from '../../stand/progress.ts';

export type TakenStep = { step: string; ms: number };

export type Steps = {
  /** Does one step of a trip and notes how long it took. What it throws becomes a StepFailed that names the step. */
  take<T>(step: string, act: () => Promise<T>): Promise<T>;
  taken: readonly TakenStep[];
};

export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.step = step;
  }
}

/** The person ended the trip. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * The steps of one trip, each told in a line with its time.
 * @param end aborts the step that is under way
 */
export function makeSteps(say: Say, end?: AbortSignal): Steps {
  const taken: TakenStep[] = [];
  const interrupted = new Promise<never>((_, reject) => {
    end?.addEventListener('abort', () => reject(new Interrupted('interrupted')), { once: true });
  });
  interrupted.catch(() => {});
  return {
    taken,
    take: async (step, act) => {
      const start = performance.now();
      try {
        const result = await Promise.race([act(), interrupted]);
        const ms = Math.round(performance.now() - start);
        taken.push({ step, ms });
        say(`${seconds(ms)}  ${step}`);
        return result;
      } catch (cause) {
        if (cause instanceof Interrupted) throw cause;
        throw new StepFailed(step, cause);
      }
    },
  };
}
