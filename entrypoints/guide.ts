import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { openGuide } from '../components/overlay/guide/open-guide.tsx';
import { lateHere } from '../components/overlay/late.ts';

/** Comes into a page when instructions and examples are first wanted there, beside the overlay that asked for it. */
export default defineUnlistedScript(() => {
  lateHere().guide = openGuide;
});
