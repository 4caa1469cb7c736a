import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type en from '../../public/_locales/en/messages.json';

/** The name of a string in `public/_locales`. English is the measure; a test keeps the others equal to it. */
export type Key = keyof typeof en;

export type Translate = (key: Key, ...substitutions: readonly (string | number)[]) => string;

/** The words, and how numbers and dates are written beside them: both of one language. */
export interface Language {
  t: Translate;
  /** BCP 47 tag of the words in use, for `Intl` and `lang`; not that of the browser, which may have no words here. */
  locale: string;
  direction: 'ltr' | 'rtl';
}

/** @param getMessage `browser.i18n.getMessage`, or in a test a reader of the same files */
export function languageOf(getMessage: (name: string, substitutions: string[]) => string): Language {
  const t: Translate = (key, ...substitutions) => getMessage(key, substitutions.map(String));
  return { t, locale: t('locale'), direction: t('direction') === 'rtl' ? 'rtl' : 'ltr' };
}

export const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('LanguageContext is missing');
  return language;
}

/** The form of a sentence that fits the count, which is its first substitution. */
export function plural(
  { t, locale }: Language,
  count: number,
  one: Key,
  other: Key,
  ...more: readonly string[]
): string {
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? one : other;
  return t(form, new Intl.NumberFormat(locale).format(count), ...more);
}
