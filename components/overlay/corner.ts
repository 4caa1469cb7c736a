const corners = ['bottom-end', 'bottom-start', 'top-start', 'top-end'] as const;

/** Where the card stands; `start` and `end` as in the direction of the words. */
export type Corner = (typeof corners)[number];

/** Clockwise, as seen left to right; at first below at the end. */
export const nextCorner = (from: Corner | undefined): Corner =>
  corners[from === undefined ? 0 : (corners.indexOf(from) + 1) % corners.length] ?? 'bottom-end';
