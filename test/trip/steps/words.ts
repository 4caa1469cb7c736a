import english from '../../../public/_locales/en/messages.json' with { type: 'json' };

export type Key = keyof typeof english;

/** What the extension says in English, by the key of the locale file, so that trips name things as a person does. */
export const words = (key: Key, ...values: (string | number)[]): string =>
  english[key].message.replace(/\$(\d)/g, (_, place: string) => String(values[Number(place) - 1] ?? ''));

/** Matches that sentence with any values without spaces, which become its groups. */
export const wordsPattern = (key: Key): RegExp =>
  new RegExp(english[key].message.replace(/[.*+?^{}()|[\]\\]/g, '\\$&').replace(/\$\d/g, '(\\S+)'));
