import type { ComponentChild, VNode } from 'preact';
import { type Clock, ClockContext } from '../parts/clock.ts';
import { type Language, LanguageContext } from '../parts/language.ts';

/** Gives what is drawn its words and its clock. */
export type InLanguage = (drawn: ComponentChild) => VNode;

export const inLanguage =
  (language: Language, clock: Clock): InLanguage =>
  (drawn) => (
    <LanguageContext.Provider value={language}>
      <ClockContext.Provider value={clock}>{drawn}</ClockContext.Provider>
    </LanguageContext.Provider>
  );
