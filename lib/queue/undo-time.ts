/** How long a saved label can be taken back before it may be sent. */
export const undoMs = 8_000;

export const dueFrom = (savedAt: number): number => savedAt + undoMs;
