import { browser, openPanel } from '../../lib/browser.ts';

/** The window is asked for beforehand: in the click itself nothing may be awaited before the panel opens. */
export async function openPanelHere(): Promise<() => void> {
  const { id } = await browser.windows.getCurrent();
  return () => {
    if (id !== undefined) void openPanel(id);
  };
}
