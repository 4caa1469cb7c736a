import type { Body } from '../question/body.ts';
import { lettersOf } from '../target/places.ts';
import type { Target } from '../target/target.ts';

const name = ({ start, end }: { start: number; end: number }): string => `${start} ${end}`;

/** Whether a label's target names the places of its body's spans, and no others. */
export function placesFit(target: Target, body: Body): boolean {
  const answers = Object.values(body);
  if (target.unit !== 'selection')
    return answers.every((answer) => answer.kind !== 'span' || answer.spans.length === 0);
  const wanted = new Set(answers.flatMap((answer) => (answer.kind === 'span' ? answer.spans.map(name) : [])));
  return (
    wanted.size === target.places.length && target.places.every((place) => wanted.has(name(lettersOf(place))))
  );
}
