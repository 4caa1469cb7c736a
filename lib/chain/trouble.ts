import { Expected } from '../storage/expected.ts';

const firstLine = (message: string) => message.split('\n', 1)[0]!.slice(0, 200);

/** What went wrong with a node, as people may meet it. */
export function chainTrouble(error: unknown): Expected {
  if (error instanceof Expected) return error;
  return new Expected('chain-unavailable', true, error instanceof Error ? firstLine(error.message) : null);
}
