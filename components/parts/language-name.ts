/** What languages are called in that of the words; a tag that means nothing to the browser stands for itself. */
export function languageNames(locale: string): (tag: string) => string {
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}

/** “German, French or Spanish”. */
export const anyLanguage = (tags: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(tags.map(languageNames(locale)));
