/** The most characters of a recovery file. A message between parts of an extension has at most 64 MiB in Chrome. */
export const maxFile = 48_000_000;
