import * as v from 'valibot';

/** A whole number between two bounds, both included. */
export const integer = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

export const uint16 = integer(0, 0xffff);
export const uint32 = integer(0, 0xffff_ffff);
/** Seconds since 1970. JSON numbers hold them exactly up to 2⁵³. */
export const seconds = integer(0, Number.MAX_SAFE_INTEGER);
