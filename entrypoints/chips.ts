import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { openChips } from '../components/overlay/chips/open-chips.ts';
import { lateHere } from '../components/overlay/late.ts';

/** Comes into a page of which a campaign asks about elements, beside the overlay that asked for it. */
export default defineUnlistedScript(() => {
  lateHere().chips = openChips;
});
