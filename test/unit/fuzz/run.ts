import fc from 'fast-check';
import type { Door } from './doors.ts';

export interface Fuzzed {
  parser: string;
  inputs: number;
  refused: number;
  accepted: number;
  thrown: number;
  /** The first input that made it throw, and what it threw. */
  fault: string | null;
}

/** Gives a parser this many inputs, always the same ones for a seed. Counts throws instead of throwing. */
export async function fuzz({ name, inputs, takes }: Door, count: number, seed: number): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { parser: name, inputs: 0, refused: 0, accepted: 0, thrown: 0, fault: null };
  const property = fc.asyncProperty(inputs, async (text) => {
    fuzzed.inputs += 1;
    try {
      if (await takes(text)) fuzzed.accepted += 1;
      else fuzzed.refused += 1;
    } catch (thrown) {
      fuzzed.thrown += 1;
      fuzzed.fault ??= `${JSON.stringify(text).slice(0, 500)}: ${thrown}`;
    }
  });
  await fc.assert(property, { numRuns: count, seed });
  return fuzzed;
}
