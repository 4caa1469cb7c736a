/** Resolves when the page's own elements are there: in Firefox the script runs before the page does. */
export const parsed = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true, signal });
  });
