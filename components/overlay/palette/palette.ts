import type { KeyMap } from '../../../lib/view/key-map.ts';
import type { Language } from '../../parts/language.ts';
import type { Press } from '../press.ts';
import type { Sheet } from '../sheet.ts';

/** One thing that keys do now: its words, the name of its key, and what pressing that would be. */
export interface PaletteEntry {
  id: string;
  says: string;
  /** As it stands on the keyboard, in the labeler's language; null where no key does it alone. */
  key: string | null;
  press: Omit<Press, 'event'>;
}

/** What there is on a page for keys to do. */
export interface WhatKeysDo {
  /** What keys answer now. */
  sheet: Sheet | undefined;
  /** How many sheets the card has. */
  sheets: number;
  /** Whether the page has elements to go through. */
  chips: boolean;
  /** Whether keys mean those elements now. */
  touring: boolean;
  /** Null while the background has not said it. */
  keyMap: KeyMap | null;
}

export interface PaletteNeeds {
  /** Makes a style sheet of the overlay's kind of the palette's own rules. */
  styleOf(css: string): CSSStyleSheet;
  /** Where it is drawn, in the card. */
  place: HTMLElement;
  language: Language;
  what: WhatKeysDo;
  /** An entry was chosen. */
  onChoose(press: Press): void;
  /** Escape, or an entry was chosen: it is to be closed. */
  onClose(): void;
}

/** An open palette. */
export interface Palette {
  /** A key while the focus is in it. @returns whether the browser is not to do what it does by itself */
  key(event: KeyboardEvent): boolean;
  focus(): void;
  close(): void;
}

export type OpenPalette = (needs: PaletteNeeds) => Palette;
