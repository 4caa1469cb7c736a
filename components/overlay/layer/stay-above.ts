import type { Hear } from '../hearing.ts';

/**
 * Keeps the overlay above a page that goes into full screen as a whole: its root then lies above all that was in the top layer
 * before. What of a page goes there alone, a film or a picture, has the screen to itself; and a modal dialog has the page's whole
 * attention: nothing of ours is drawn over it or can be reached.
 */
export function stayAbove(host: HTMLElement, hear: Hear, signal: AbortSignal): void {
  const raise = () => {
    if (document.fullscreenElement !== document.documentElement || !host.isConnected) return;
    host.hidePopover();
    host.showPopover();
  };
  hear('fullscreenchange', (event) => event.isTrusted && raise(), { signal });
}
