import type { Body } from '../question/body.ts';
import { lettersOf } from '../target/places.ts';
import type { Target } from '../target/target.ts';

const name = ({ start, end }: { start: number; end: number }): string => `${start} ${end}`;

/** Whether a label's target names the places of its body's spans, and no others. */
export function placesFit(target: Target, body: Body): boolean {
  const spans = Object.values(body).flatMap((answer) => (answer.kind === 'span' ? answer.spans : []));
  if (target.unit !== 'selection') return spans.length === 0;
  const wanted = new Set(spans.map(name));
  return (
    wanted.size === target.places.length && target.places.every((place) => wanted.has(name(lettersOf(place))))
  );
}
