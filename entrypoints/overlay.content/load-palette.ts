import { kindsHere } from '../../components/overlay/kinds.ts';
import type { OpenPalette } from '../../components/overlay/palette/palette.ts';
import type { Caller, PageCalls } from '../../lib/messages.ts';

/** Has the background put the script of the palette beside this one. */
export const loadPalette = (call: Caller<PageCalls>) => async (): Promise<OpenPalette> => {
  if (kindsHere().palette === undefined) await call('loadPalette', {});
  const { palette } = kindsHere();
  if (palette === undefined) throw new Error('the script of the palette has not come');
  return palette;
};
