import type { Row } from '../bench.ts';

/** A piece of the load; all of them are about as long. */
export interface Round {
  seconds: number;
  labels: number;
  /** Milliseconds to each answer. */
  ms: number[];
  /** The relay's memory afterwards, in MB. */
  rss: number;
  heap: number;
}

type Reading = (rounds: readonly Round[]) => number;

const sumOf = (rounds: readonly Round[], of: 'seconds' | 'labels'): number =>
  rounds.reduce((sum, round) => sum + round[of], 0);

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const readings: [what: string, unit: string, read: Reading][] = [
  ['labels', 'labels/s', (rounds) => sumOf(rounds, 'labels') / sumOf(rounds, 'seconds')],
  ...([0.5, 0.99, 1] as const).map((part): [string, string, Reading] => [
    part === 1 ? 'answer-slowest' : `answer-p${100 * part}`,
    'ms',
    (rounds) =>
      share(
        rounds.flatMap(({ ms }) => ms),
        part,
      ),
  ]),
  ...(['rss', 'heap'] as const).map((of): [string, string, Reading] => [
    `relay-${of}`,
    'MB, median',
    (rounds) =>
      share(
        rounds.map((round) => round[of]),
        0.5,
      ),
  ]),
];

/** What a load came to on the whole, beside its first and its last tenth. */
export function tenths(rounds: readonly Round[]): Row[] {
  const tenth = Math.ceil(rounds.length / 10);
  const [first, last] = [rounds.slice(0, tenth), rounds.slice(-tenth)];
  const rounded = (value: number) => Number(value.toFixed(1));
  return readings.map(([what, unit, read]) => ({
    what: `soak-${what}`,
    unit,
    ours: rounded(read(rounds)),
    peers: { 'first tenth': rounded(read(first)), 'last tenth': rounded(read(last)) },
  }));
}
