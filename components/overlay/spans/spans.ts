import type { StoreApi } from 'zustand/vanilla';
import type { Span } from '../../../lib/protocol/question/span.ts';
import type { Language } from '../../parts/language.ts';
import type { Standing } from '../../question/passages.ts';
import type { Answering } from '../answering.ts';
import type { Box } from '../chips/places.ts';
import type { Press } from '../press.ts';
import type { Guard } from '../verdict.ts';
import { placeKey } from '../with-places.ts';

/** How passages stand in the page, by `standingKey`. One that is not there is still looked for. */
export type Standings = ReadonlyMap<string, Standing>;

export interface Letters {
  start: number;
  end: number;
}

/** @param task what tells the page's tasks apart (`offerKey`) */
export const standingKey = (task: string, letters: Letters): string => `${task} ${placeKey(letters)}`;

export const spanId = (task: string, span: Span): string => `${standingKey(task, span)} ${span.class}`;

/** Marking passages of a page: what the overlay needs of the script that does it. */
export interface Spans {
  /** @returns whether it meant something; undefined when it does not concern passages */
  key(press: Press): boolean | undefined;
  setLabeling(on: boolean): void;
  /** Counts what is marked in the page as it is: to be called before it is saved. */
  renew(): void;
  /** Brings a passage into view, where it has its place. */
  show(task: string, letters: Letters): void;
}

export interface SpansNeeds {
  host: HTMLElement;
  /** Where marks are drawn, inside the closed root. */
  layer: HTMLElement;
  answering: Answering;
  /** How passages stand, which the script tells. */
  standings: StoreApi<Standings>;
  /** Judges keys: that of the card. */
  guard: Guard;
  /** Watches something else that is drawn in the layer, from now on. */
  guardFor(drawn: HTMLElement): Guard;
  language: Language;
  /** Makes a style sheet of the overlay's kind of the script's own rules. */
  styleOf(css: string): CSSStyleSheet;
  clock(): number;
  /** A steady clock in milliseconds. */
  now(): number;
  /** Where the card is. */
  card(): Box | undefined;
}

export type OpenSpans = (needs: SpansNeeds, signal: AbortSignal) => Spans;
