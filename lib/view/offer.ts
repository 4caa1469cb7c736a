import type { LabelState } from '../protocol/label/state.ts';
import type { Body } from '../protocol/question/body.ts';
import type { Question } from '../protocol/question/question.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Target } from '../protocol/target/target.ts';
import type { Example } from '../protocol/terms/example.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Money } from './money.ts';

/** One task of a joined campaign on the page in front of the labeler: all that the overlay learns of it. */
export interface Offer {
  /** Its id, 32 bytes in hex; the bundled practice campaign has one too. */
  campaign: Hex;
  termsHash: Hex;
  title: string;
  /** In which title and questions are written, where the terms say it. */
  language?: string;
  questions: readonly Question[];
  /** Where there are instructions or examples to be read: `guide` gives them. */
  isGuided?: true;
  target: Target;
  /** Null where nothing is paid: practice, private question sets. */
  price: Money | null;
  /** The account's own label for this task, if there is one. */
  own: OwnLabelView | null;
  /** What was answered in this page and not saved, before it was loaded again. */
  unsaved?: UnsavedDraft;
}

export interface UnsavedDraft {
  target: Target;
  body: Body;
}

/** A joined campaign that asks about each match of a selector on the page in front of the labeler. */
export interface ElementsOffer {
  campaign: Hex;
  termsHash: Hex;
  title: string;
  language?: string;
  questions: readonly Question[];
  isGuided?: true;
  price: Money | null;
  /** The page's, under which its elements are labeled. */
  address: string;
  selector: string;
  /** The attribute whose value names a match; without one its text does. */
  key?: string;
}

/** What is to be read before answering, in the requester's words: text, and labels that are shown. */
export interface Guide {
  instructions: string;
  examples: readonly Example[];
  questions: readonly Question[];
}

/** What joined campaigns ask about each unit, as one page is told of it. */
interface OfferOf {
  page: Offer;
  selection: Offer;
  element: ElementsOffer;
}

/** What one address offers, by the unit that is asked about: every unit of the terms has its own. */
export type Offered = { readonly [Unit in Terms['targets']['unit']]: readonly OfferOf[Unit][] };

/** How one element of the page stands. */
export interface ElementView {
  unitKey: string;
  own: OwnLabelView | null;
}

export interface OwnLabelView {
  id: string;
  body: Body;
  state: LabelState;
  /** Milliseconds since 1970 until which it can be taken back; 0 when it can not any more. */
  undoUntil: number;
}
