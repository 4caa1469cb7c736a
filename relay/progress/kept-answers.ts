import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';

/** Seconds that an answer may be old. */
export const life = 3;
/** Answers that are kept. */
const mostKept = 200;

/** Keeps what was found of a campaign for a moment: many who ask at once cost as much as one. */
export function keptAnswers<T>({
  now,
}: Pick<Context, 'now'>): (campaign: Hex, read: () => Promise<T>) => Promise<T> {
  const kept = new Map<Hex, { at: number; answer: Promise<T> }>();
  return (campaign, read) => {
    const known = kept.get(campaign);
    if (known !== undefined && now() < known.at + life) return known.answer;
    const answer = read();
    kept.delete(campaign);
    kept.set(campaign, { at: now(), answer });
    answer.catch(() => kept.delete(campaign));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
