import { type Language, languageOf } from '../../../components/parts/language.ts';
import en from '../../../public/_locales/en/messages.json';
import es from '../../../public/_locales/es/messages.json';

type File = { [key: string]: { message: string } };

/** Reads a locale file as `browser.i18n.getMessage` does. */
const reader = (file: File) => (name: string, substitutions: string[]) =>
  (file[name]?.message ?? '').replace(/\$([1-9])/g, (_, digit) => substitutions[Number(digit) - 1] ?? '');

export const english: Language = languageOf(reader(en));
export const spanish: Language = languageOf(reader(es));
