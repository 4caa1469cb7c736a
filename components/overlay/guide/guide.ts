import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Guide } from '../../../lib/view/offer.ts';
import type { Language } from '../../parts/language.ts';

export interface GuideNeeds {
  /** Where it is drawn, in the card. */
  place: HTMLElement;
  guide: Guide;
  language: Language;
  /** Makes a style sheet of the overlay's kind of the guide's own rules. */
  styleOf(css: string): CSSStyleSheet;
}

/** Draws what is to be read. @returns what takes it away */
export type OpenGuide = (needs: GuideNeeds) => () => void;

/** Gets what a campaign wants to be read and draws it in a place. @returns what takes it away */
export type ShowGuide = (campaign: Hex, place: HTMLElement) => Promise<() => void>;
