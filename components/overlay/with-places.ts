import type { Body } from '../../lib/protocol/question/body.ts';
import { lettersOf, textModel } from '../../lib/protocol/target/places.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import type { Target } from '../../lib/protocol/target/target.ts';

/** What tells the places of one page apart. */
export const placeKey = ({ start, end }: { start: number; end: number }): string => `${start} ${end}`;

/** A target that names the places of these answers' passages, known or added, and no others. */
export function withPlaces(target: Target, draft: Body, added: readonly Place[]): Target {
  if (target.unit !== 'selection') return target;
  const known = new Map([...target.places, ...added].map((place) => [placeKey(lettersOf(place)), place]));
  const named = Object.values(draft).flatMap((answer) => (answer.kind === 'span' ? answer.spans : []));
  const letters = new Map(named.map((span) => [placeKey(span), span]));
  const inOrder = [...letters].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  const places = inOrder.map(([key]) => known.get(key)).filter((place) => place !== undefined);
  return { ...target, textModel, places };
}
