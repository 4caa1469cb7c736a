import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { lateHere } from '../components/overlay/late.ts';
import { openPalette } from '../components/overlay/palette/open-palette.tsx';

/** Comes into a page when the palette is first opened there, beside the overlay that asked for it. */
export default defineUnlistedScript(() => {
  lateHere().palette = openPalette;
});
