import type { Body } from '../../lib/protocol/question/body.ts';
import type { Place } from '../../lib/protocol/target/selection.ts';
import type { Offer } from '../../lib/view/offer.ts';
import type { Answering } from './answering.ts';
import { offerKey, savesAtOnce } from './offer.ts';

interface Draft {
  draft: Body;
  places: readonly Place[];
  /** The saved answer that it is a change of. */
  saved: string;
}

/** What is half answered on addresses that a page has left without loading, until it comes back to them. */
export interface KeptDrafts {
  keep(answering: Answering): void;
  restore(answering: Answering): void;
}

/** The oldest are forgotten. */
const mostKept = 50;

const savedOf = ({ own }: Offer): string => JSON.stringify(own?.body ?? {});

export function keptDrafts(): KeptDrafts {
  const kept = new Map<string, Draft>();
  return {
    keep({ store }) {
      for (const { offer, draft } of store.getState().sheets) {
        const [key, saved] = [offerKey(offer), savedOf(offer)];
        kept.delete(key);
        // What saves at once and is not saved has failed: shown again it would pass for said.
        if (JSON.stringify(draft) === saved || savesAtOnce(offer)) continue;
        const places = offer.target.unit === 'selection' ? offer.target.places : [];
        kept.set(key, { draft, places, saved });
        const [oldest] = kept.keys();
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      }
    },
    /** What was answered elsewhere meanwhile stands. */
    restore({ store, renew }) {
      for (const { offer } of store.getState().sheets) {
        const known = kept.get(offerKey(offer));
        if (known !== undefined && known.saved === savedOf(offer))
          renew(offerKey(offer), known.draft, known.places);
      }
    },
  };
}
