import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { lateHere } from '../components/overlay/late.ts';
import { openSpans } from '../components/overlay/spans/open-spans.tsx';

/** Comes into a page whose tasks ask for passages of its text, beside the overlay that asked for it. */
export default defineUnlistedScript(() => {
  lateHere()['kind-span'] = openSpans;
});
