import type { Question } from '../protocol/question/question.ts';
import type { Policy } from '../protocol/terms/policy.ts';

/** What labelers are taken to be, before anybody has labeled: right so often, and wrong in every other way alike. */
const assumedRight = 0.8;

/** Tasks that are played through: the mean is then right to about a tenth of a label. */
const played = 500;

/**
 * How many labels a task takes on average until every question is as sure as the policy wants, where labels come one after the
 * other. The relay learns how good people are and this does not, so it is an estimate. The same for the same input.
 *
 * @returns null where nothing can be said: the number is fixed, or passages are asked for
 */
export function expectedLabels(
  questions: readonly Question[],
  { redundancy: { min, max }, stopConfidence }: Pick<Policy, 'redundancy' | 'stopConfidence'>,
): number | null {
  const sizes = questions.flatMap((question) =>
    question.kind === 'choice' ? [question.options.length] : [],
  );
  if (min === max || sizes.length < questions.length) return null;
  const draw = sequence();
  let labels = 0;
  for (let task = 0; task < played; task++) {
    const asked = sizes.map((options) => new Tally(options));
    let given = 0;
    do {
      for (const one of asked) one.add(draw);
      given += 1;
    } while (given < max && (given < min || asked.some((one) => one.sure() * 1_000_000 < stopConfidence)));
    labels += given;
  }
  return labels / played;
}

/** Votes for the options of one question, of which the first is right. */
class Tally {
  readonly #votes: number[];
  /** How much one vote says for its option against any other: the logarithm of the odds. */
  readonly #weight: number;

  constructor(options: number) {
    this.#votes = Array.from({ length: options }, () => 0);
    this.#weight = Math.log((assumedRight * (options - 1)) / (1 - assumedRight));
  }

  add(draw: () => number): void {
    const others = this.#votes.length - 1;
    const said = draw() < assumedRight ? 0 : 1 + Math.floor(draw() * others);
    this.#votes[said]! += 1;
  }

  /** How likely the option with the most votes is. */
  sure(): number {
    const most = Math.max(...this.#votes);
    return 1 / this.#votes.reduce((sum, votes) => sum + Math.exp((votes - most) * this.#weight), 0);
  }
}

/** Numbers in [0, 1), the same each time (xorshift; Marsaglia, "Xorshift RNGs", 2003). */
function sequence(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
