import type { Body } from '../../lib/protocol/question/body.ts';
import type { Target } from '../../lib/protocol/target/target.ts';
import type { Offer } from '../../lib/view/offer.ts';
import type { Answered } from './history.ts';
import type { Note } from './note.ts';

/** An offer with what its labeler does to it. */
export interface Sheet {
  offer: Offer;
  /** Answers so far; equal to the saved body once it is saved. */
  draft: Body;
  /** What the saved label says, and where; null while there is none. */
  saved: Answered | null;
  /** `slow` after a tenth of a second: only then is it worth a word. */
  busy: false | 'quick' | 'slow';
  note: Note | null;
}

/** Whether what is answered is what is saved. */
export const isSaved = ({ offer, draft }: Sheet): boolean =>
  offer.own !== null && inOrder(offer.own.body) === inOrder(draft);

/** Questions may have been answered in any order. */
const inOrder = (body: Body): string =>
  JSON.stringify(Object.entries(body).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Whether something is answered that is not saved. */
export const isBegun = (sheet: Sheet): boolean => !isSaved(sheet) && Object.keys(sheet.draft).length > 0;

/** The label that its labeler knows of: their own, or the one of which they were told that it is there. */
export const seenBy = ({ offer, note }: Sheet): string | null =>
  note?.kind === 'failed' && note.failure.code === 'labeled-elsewhere'
    ? note.failure.detail
    : (offer.own?.id ?? null);

export const answeredNow = ({ draft, offer: { target } }: Sheet): Answered => ({ draft, target });

/** Only places of passages belong to what is answered; what else a target says is as it is now. */
export const placed = (now: Target, then: Target): Target => (now.unit === 'selection' ? then : now);

export const sheetOf = (offer: Offer): Sheet => ({
  offer: { ...offer, target: offer.unsaved?.target ?? offer.target },
  draft: offer.own?.body ?? offer.unsaved?.body ?? {},
  saved: offer.own && { draft: offer.own.body, target: offer.target },
  busy: false,
  note: null,
});
