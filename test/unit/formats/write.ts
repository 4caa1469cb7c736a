import type { Format } from '../../../lib/formats/format.ts';

/** A whole file, as an export writes it. */
export function write<const Of extends Format['of']>(
  format: Format,
  of: Of,
  rows: readonly Parameters<Extract<Format, { of: Of }>['row']>[0][],
): string {
  if (format.of !== of) throw new Error(`a format of ${format.of}`);
  const { head, tail } = format;
  const row: (given: never, isFirst: boolean) => string = format.row;
  return head + rows.map((given, at) => row(given as never, at === 0)).join('') + tail;
}
