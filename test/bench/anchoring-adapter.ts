/** `lib/anchoring` as the harness takes it: it is bundled and run in pages. */
import { anchor, describe } from '../../lib/anchoring/index.ts';

export const name = 'glosa';
export { anchor, describe };
