import { createHash } from 'node:crypto';

export type Chance = {
  /** A whole number in [0, end). */
  below(end: number): number;
  shuffled<T>(values: readonly T[]): T[];
};

/** The same seed gives the same numbers: SHA-256 of the seed and a counter. */
export function makeChance(seed: string): Chance {
  let drawn = 0;
  const below = (end: number): number => {
    const digest = createHash('sha256').update(`${seed}#${drawn}`).digest();
    drawn += 1;
    return digest.readUInt32BE() % end;
  };
  return {
    below,
    shuffled: (values) => {
      const left = [...values];
      return values.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}
