import type { Written } from '../../../lib/formats/format.ts';
import type { Label } from '../../../lib/protocol/label/label.ts';

/** A whole file of a private question set. */
export const write = ({ head, row, tail }: Written<Label>, labels: readonly Label[]): string =>
  head + labels.map((label, at) => row(label, at === 0)).join('') + tail;
