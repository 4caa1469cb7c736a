import { type Language, languageOf } from './language.ts';

/** The words of one of our own pages, which is then marked as being in their language (WCAG 2.2, 3.1.1). */
export function pageLanguage(getMessage: Parameters<typeof languageOf>[0]): Language {
  const language = languageOf(getMessage);
  document.documentElement.lang = language.locale;
  document.documentElement.dir = language.direction;
  return language;
}
