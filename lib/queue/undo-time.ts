/** How long a saved label can be taken back before it may be sent. */
export const undoMs = 8_000;

export const dueFrom = (savedAt: number): number => savedAt + undoMs;

/** Whether the undo time is over. One that ends later than if it began now was written before the clock was set back. */
export const isDue = (undoUntil: number, now: number): boolean =>
  undoUntil <= now || undoUntil > dueFrom(now);
